package io.github.camelucwa.simulator;

import java.util.List;

/** An onlineMeetingInvitation (protocol section 7.4). After acceptance the application still has to join a modality itself. */
final class MeetingCourse implements Course {

    @Override
    public List<ChannelEvent> started(SimulatedInvitation invitation) {
        return Course.withConversation(invitation);
    }

    @Override
    public List<ChannelEvent> succeeded(SimulatedInvitation invitation) {
        SimulatedConversation conversation = invitation.conversation();
        return List.of(conversation.changeTo(ConversationState.CONFERENCED),
                conversation.event("added", "onlineMeeting", conversation.href() + "/onlineMeeting"));
    }

    @Override
    public List<ChannelEvent> failed(SimulatedInvitation invitation, Outcome outcome) {
        return invitation.conversation().over(outcome);
    }
}
