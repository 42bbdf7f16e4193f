package io.github.camelucwa.simulator;

import java.util.List;
import java.util.Locale;

/** The representation of an invitation (protocol sections 7.1 to 7.6): links are there while what they do is possible. */
final class InvitationResource {

    private static final String OFFER = "data:multipart/alternative;charset=utf-8;boundary=9f0c2a58-1d2e-4c35-8f8b-0a1f2b3c4d5e,"
                                        + "--9f0c2a58-1d2e-4c35-8f8b-0a1f2b3c4d5e%0d%0aContent-Type%3a+application%2fsdp%0d%0a%0d%0av%3d0%0d%0a"
                                        + "a%3dcandidate%3a1+1+UDP+0.830+192.0.2.17+50004+%0d%0a".repeat(60)
                                        + "--9f0c2a58-1d2e-4c35-8f8b-0a1f2b3c4d5e--%0d%0a";

    private final SimulatedInvitation invitation;
    private final InvitationFacts facts;
    private final String conversation;
    private final String application;
    private final Resource resource;

    private InvitationResource(SimulatedInvitation invitation, String state) {
        this.invitation = invitation;
        this.facts = invitation.facts();
        this.conversation = invitation.conversation().href();
        this.application = invitation.application().href();
        this.resource = Resource.of(facts.kind().rel(), invitation.href())
                .with("direction", facts.incoming() ? "Incoming" : "Outgoing").with("importance", "Normal").with("state", state)
                .with("operationId", facts.operationId()).with("subject", facts.subject())
                .with("threadId", invitation.conversation().threadId())
                .link("conversation", conversation).link("message", facts.message())
                .link("to", application + "/people/" + World.bare(facts.to()));
    }

    /** @param open whether it can still be answered or cancelled */
    static Resource of(SimulatedInvitation invitation, String state, boolean open, boolean accepted) {
        InvitationResource writer = new InvitationResource(invitation, state);
        writer.from();
        writer.kind();
        if (open) {
            writer.operations();
        }
        if (accepted) {
            writer.accepted();
        }
        return writer.resource;
    }

    /** Embedded in what comes in, a link with title in what goes out. */
    private void from() {
        if (facts.incoming()) {
            resource.embed("from", Participant.remote(facts.from()).resource(application, conversation));
        } else {
            Participant self = invitation.application().self();
            resource.link("from", self.href(conversation), "title", self.name());
        }
    }

    private void kind() {
        switch (facts.kind()) {
            case PARTICIPANT -> resource.with("to", facts.to());
            case MESSAGING -> resource.link("messaging", conversation + "/messaging");
            case ONLINE_MEETING -> resource.with("onlineMeetingUri", meetingUri()).with("availableModalities", List.of("Messaging"));
            case PHONE_AUDIO -> resource.with("privateLine", false).with("joinAudioMuted", false).with("phoneNumber", "tel:+14255550100")
                    .link("phoneAudio", conversation + "/phoneAudio");
            case AUDIO_VIDEO -> resource.with("privateLine", false).with("bandwidthControlId", "0").link("mediaOffer", OFFER)
                    .link("audioVideo", conversation + "/audioVideo")
                    .link("reportMediaDiagnostics", conversation + "/audioVideo/reportMediaDiagnostics?sessionContext=" + facts.actionId());
        }
    }

    private void operations() {
        if (!facts.incoming()) {
            resource.link("cancel", facts.kind() == InvitationKind.MESSAGING ? conversation + "/messaging/terminate" : action("cancel"));
            return;
        }
        resource.link("decline", action("decline"));
        if (facts.kind() == InvitationKind.AUDIO_VIDEO) {
            resource.link("acceptWithAnswer", action("acceptWithAnswer")).link("sendProvisionalAnswer", action("sendProvisionalAnswer"));
        } else if (facts.kind() != InvitationKind.PHONE_AUDIO) {
            resource.link("accept", action("accept"));
        }
    }

    private void accepted() {
        String other = facts.incoming() ? facts.from() : facts.to();
        Participant participant = Participant.remote(other);
        if (facts.kind() == InvitationKind.PARTICIPANT) {
            resource.link("participant", participant.href(conversation), "title", participant.name());
        }
        if (facts.kind() != InvitationKind.ONLINE_MEETING && !facts.incoming()) {
            resource.embed("acceptedByParticipant", List.of(participant.resource(application, conversation)));
        }
    }

    private String meetingUri() {
        return facts.from() + ";gruu;opaque=app:conf:focus:id:" + facts.actionId().substring(0, 8).toUpperCase(Locale.ROOT);
    }

    private String action(String name) {
        return application + "/communication/" + facts.kind().collection() + "/" + facts.actionId() + "/" + name;
    }
}
