package io.github.camelucwa.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The invitations of one application. Guarded by the application. */
final class Invitations {

    private final SimulatedApplication application;
    private final Map<String, SimulatedInvitation> byId = new LinkedHashMap<>();
    private final Map<String, SimulatedInvitation> byAction = new LinkedHashMap<>();

    Invitations(SimulatedApplication application) {
        this.application = application;
    }

    SimulatedInvitation participant(SimulatedConversation conversation, String to, String operationId) {
        return add(conversation, InvitationKind.PARTICIPANT, false, application.self().uri(), to, operationId, conversation.subject(), null,
                Course.PARTICIPANT);
    }

    SimulatedInvitation add(SimulatedConversation conversation, InvitationKind kind, boolean incoming, String from, String to,
                            String operationId, String subject, String message, Course course) {
        World world = application.world();
        InvitationFacts facts = new InvitationFacts(kind, incoming, world.hexId(), world.hexId(), operationId, World.uri(from), World.uri(to),
                subject == null ? "" : subject, message);
        SimulatedInvitation invitation = new SimulatedInvitation(conversation, facts, course);
        synchronized (application) {
            byId.put(facts.id(), invitation);
            byAction.put(facts.actionId(), invitation);
        }
        return invitation;
    }

    SimulatedInvitation byId(String collection, String id) {
        synchronized (application) {
            SimulatedInvitation found = byId.get(id);
            return found != null && found.kind().collection().equals(collection) ? found : null;
        }
    }

    SimulatedInvitation byAction(String collection, String actionId) {
        synchronized (application) {
            SimulatedInvitation found = byAction.get(actionId);
            return found != null && found.kind().collection().equals(collection) ? found : null;
        }
    }

    List<SimulatedInvitation> all() {
        synchronized (application) {
            return List.copyOf(byId.values());
        }
    }

    List<SimulatedInvitation> of(SimulatedConversation conversation) {
        return all().stream().filter(invitation -> invitation.conversation() == conversation).toList();
    }

    void completed(SimulatedInvitation invitation) {
        if (application.world().behaviour().readableAfterCompletion()) {
            application.world().after(SimulatedTimer.COMPLETED_LIFE, () -> forget(invitation));
        } else {
            forget(invitation);
        }
    }

    /** All vanish without a word. */
    void drop() {
        synchronized (application) {
            byId.values().forEach(SimulatedInvitation::drop);
            byId.clear();
            byAction.clear();
        }
    }

    private void forget(SimulatedInvitation invitation) {
        synchronized (application) {
            byId.remove(invitation.facts().id());
            byAction.remove(invitation.facts().actionId());
        }
    }
}
