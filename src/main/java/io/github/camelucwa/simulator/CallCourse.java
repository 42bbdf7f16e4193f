package io.github.camelucwa.simulator;

import java.util.List;

/** A phoneAudioInvitation or audioVideoInvitation (protocol section 7.6). */
final class CallCourse implements Course {

    private final String modality;

    /** @param modality rel of the modality that is called */
    CallCourse(String modality) {
        this.modality = modality;
    }

    @Override
    public List<ChannelEvent> started(SimulatedInvitation invitation) {
        return Course.withConversation(invitation);
    }

    @Override
    public List<ChannelEvent> succeeded(SimulatedInvitation invitation) {
        SimulatedConversation conversation = invitation.conversation();
        return List.of(conversation.changeTo(ConversationState.CONNECTED),
                conversation.event("updated", modality, conversation.href() + "/" + modality));
    }

    @Override
    public List<ChannelEvent> failed(SimulatedInvitation invitation, Outcome outcome) {
        return invitation.conversation().over(outcome);
    }
}
