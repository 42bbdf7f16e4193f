package io.github.camelucwa.simulator;

import java.util.ArrayList;
import java.util.List;

/** What happens around an invitation of one kind while it starts and ends; each method gives the events to send, in order. */
interface Course {

    /** At the start. The invitation's own {@code started} event is among them. */
    List<ChannelEvent> started(SimulatedInvitation invitation);

    /** On success, before the {@code completed} event. */
    List<ChannelEvent> succeeded(SimulatedInvitation invitation);

    /** On failure, after the {@code completed} event. */
    List<ChannelEvent> failed(SimulatedInvitation invitation);

    /** A participantInvitation (protocol section 7.3): success shows in the roster first. */
    Course PARTICIPANT = new Course() {
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
            return List.of(invitation.conversation().add(invitation.to()));
        }

        @Override
        public List<ChannelEvent> failed(SimulatedInvitation invitation) {
            return List.of();
        }
    };
}
