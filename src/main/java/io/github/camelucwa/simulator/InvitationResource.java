package io.github.camelucwa.simulator;

import java.util.List;

/** The representation of an invitation (protocol sections 7.1 to 7.6): links are there while what they do is possible. */
final class InvitationResource {

    private InvitationResource() {
    }

    static Resource of(SimulatedInvitation invitation, String state, Outcome outcome) {
        InvitationFacts facts = invitation.facts();
        SimulatedConversation conversation = invitation.conversation();
        String application = invitation.application().href();
        boolean open = outcome == null;
        boolean joined = outcome != null && outcome.success();
        Resource resource = Resource.of(facts.kind().rel(), invitation.href())
                .with("direction", facts.incoming() ? "Incoming" : "Outgoing").with("importance", "Normal").with("state", state)
                .with("operationId", facts.operationId()).with("subject", facts.subject()).with("threadId", conversation.threadId())
                .link("conversation", conversation.href()).link("message", facts.message())
                .link("to", application + "/people/" + World.bare(facts.to()));
        if (facts.incoming()) {
            Participant inviter = Participant.remote(facts.from());
            resource.embed("from", inviter.resource(application, conversation.href()));
        } else {
            Participant self = invitation.application().self();
            resource.link("from", self.href(conversation.href()), "title", self.name());
        }
        if (facts.kind() == InvitationKind.PARTICIPANT) {
            resource.with("to", facts.to());
        }
        if (open && !facts.incoming()) {
            resource.link("cancel", action(invitation, "cancel"));
        }
        if (joined && facts.kind() == InvitationKind.PARTICIPANT) {
            Participant accepted = Participant.remote(facts.to());
            resource.link("participant", accepted.href(conversation.href()), "title", accepted.name());
            resource.embed("acceptedByParticipant", List.of(accepted.resource(application, conversation.href())));
        }
        return resource;
    }

    private static String action(SimulatedInvitation invitation, String name) {
        InvitationFacts facts = invitation.facts();
        return invitation.application().href() + "/communication/" + facts.kind().collection() + "/" + facts.actionId() + "/" + name;
    }
}
