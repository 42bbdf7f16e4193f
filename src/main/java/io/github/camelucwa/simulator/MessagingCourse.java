package io.github.camelucwa.simulator;

import java.util.ArrayList;
import java.util.List;

/** A messagingInvitation: of a new conversation, or of a conference whose messaging is joined (protocol section 7.5). */
final class MessagingCourse implements Course {

    @Override
    public List<ChannelEvent> started(SimulatedInvitation invitation) {
        List<ChannelEvent> events = new ArrayList<>();
        if (invitation.conversation().state() == ConversationState.CONFERENCED) {
            events.add(invitation.event("started"));
        } else {
            events.addAll(Course.withConversation(invitation));
        }
        if (!invitation.isIncoming()) {
            events.add(invitation.conversation().messaging().changeTo("Connecting"));
        }
        return events;
    }

    @Override
    public List<ChannelEvent> succeeded(SimulatedInvitation invitation) {
        SimulatedConversation conversation = invitation.conversation();
        if (conversation.state() == ConversationState.CONFERENCED) {
            return List.of(conversation.messaging().changeTo("Connected"));
        }
        List<ChannelEvent> events = new ArrayList<>();
        ChannelEvent connected = conversation.messaging().changeTo("Connected");
        if (invitation.isIncoming()) {
            events.add(connected);
            events.add(conversation.changeTo(ConversationState.CONNECTED));
        } else {
            events.add(conversation.changeTo(ConversationState.CONNECTED));
            events.add(conversation.add(invitation.to()));
            events.add(connected);
        }
        events.addAll(conversation.messaging().used());
        if (invitation.isIncoming() && invitation.facts().message() != null) {
            events.add(conversation.messaging().message(invitation.from(), invitation.facts().message(), true));
        }
        return events;
    }

    @Override
    public List<ChannelEvent> failed(SimulatedInvitation invitation, Outcome outcome) {
        List<ChannelEvent> events = new ArrayList<>();
        events.add(invitation.conversation().messaging().changeTo("Disconnected").because(outcome));
        if (invitation.conversation().state() != ConversationState.CONFERENCED) {
            events.addAll(invitation.conversation().over(outcome));
        }
        return events;
    }
}
