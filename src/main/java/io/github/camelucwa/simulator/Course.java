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
    List<ChannelEvent> failed(SimulatedInvitation invitation, Outcome outcome);

    static Course of(InvitationKind kind) {
        return switch (kind) {
            case PARTICIPANT -> new ParticipantCourse();
            case MESSAGING -> new MessagingCourse();
            case ONLINE_MEETING -> new MeetingCourse();
            case PHONE_AUDIO -> new CallCourse("phoneAudio");
            case AUDIO_VIDEO -> new CallCourse("audioVideo");
        };
    }

    /** The start of an invitation that brings its conversation with it (protocol section 7.5). */
    static List<ChannelEvent> withConversation(SimulatedInvitation invitation) {
        SimulatedConversation conversation = invitation.conversation();
        List<ChannelEvent> events = new ArrayList<>();
        events.add(invitation.event("started"));
        events.add(conversation.added());
        events.add(conversation.localParticipantAdded());
        if (invitation.isIncoming()) {
            events.add(conversation.add(invitation.from()));
        }
        return events;
    }
}
