package io.github.camelucwa.simulator;

import java.util.ArrayList;
import java.util.List;

/** A participantInvitation (protocol section 7.3): success shows in the roster first. */
final class ParticipantCourse implements Course {

    @Override
    public List<ChannelEvent> started(SimulatedInvitation invitation) {
        List<ChannelEvent> events = new ArrayList<>();
        events.add(invitation.event("started"));
        if (invitation.conversation().state() == ConversationState.CONNECTED) {
            events.add(invitation.conversation().changeTo(ConversationState.CONFERENCING));
        }
        return events;
    }

    @Override
    public List<ChannelEvent> succeeded(SimulatedInvitation invitation) {
        List<ChannelEvent> events = new ArrayList<>(settled(invitation, ConversationState.CONFERENCED));
        events.add(invitation.conversation().add(invitation.to()));
        return events;
    }

    @Override
    public List<ChannelEvent> failed(SimulatedInvitation invitation, Outcome outcome) {
        return settled(invitation, ConversationState.CONNECTED);
    }

    /** An escalation that the answer overtook must not stay half-way. */
    private static List<ChannelEvent> settled(SimulatedInvitation invitation, ConversationState state) {
        SimulatedConversation conversation = invitation.conversation();
        return conversation.state() == ConversationState.CONFERENCING ? List.of(conversation.changeTo(state)) : List.of();
    }
}
