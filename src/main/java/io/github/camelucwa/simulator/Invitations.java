package io.github.camelucwa.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The invitations of one application. Guarded by the application. */
final class Invitations {

    private final SimulatedApplication application;
    private final Map<String, SimulatedInvitation> byId = new LinkedHashMap<>();
    private final Map<String, SimulatedInvitation> byAction = new LinkedHashMap<>();

    Invitations(SimulatedApplication application) {
        this.application = application;
    }

    SimulatedInvitation participant(SimulatedConversation conversation, String to, String operationId) {
        return outgoing(conversation, InvitationKind.PARTICIPANT, to, operationId, null);
    }

    SimulatedInvitation outgoing(SimulatedConversation conversation, InvitationKind kind, String to, String operationId, String message) {
        return add(conversation, kind, false, application.self().uri(), to, operationId, message);
    }

    /**
     * Somebody invites us.
     *
     * @throws IllegalStateException when the client did not make itself available for that (protocol section 5.1)
     */
    SimulatedInvitation incoming(InvitationKind kind, String from, String subject, String message) {
        Set<String> needed = switch (kind) {
            case PARTICIPANT -> throw new IllegalArgumentException("there is no incoming participantInvitation (protocol section 1)");
            case MESSAGING, ONLINE_MEETING -> Set.of("Messaging");
            case PHONE_AUDIO -> Set.of("PhoneAudio");
            case AUDIO_VIDEO -> Set.of("Audio", "Video");
        };
        Availability availability = application.availability();
        if (availability == null || availability.modalities().stream().noneMatch(needed::contains)) {
            throw new IllegalStateException("a " + kind.rel() + " does not arrive: makeMeAvailable was not called with any of " + needed);
        }
        SimulatedConversation conversation = application.add(subject, null, ConversationState.INCOMING);
        SimulatedInvitation invitation = add(conversation, kind, true, from, application.self().uri(), null, message);
        invitation.begin(Reaction.SILENT);
        return invitation;
    }

    private SimulatedInvitation add(SimulatedConversation conversation, InvitationKind kind, boolean incoming, String from, String to,
                                    String operationId, String message) {
        World world = application.world();
        InvitationFacts facts = new InvitationFacts(kind, incoming, world.hexId(), world.hexId(), operationId, World.uri(from), World.uri(to),
                conversation.subject(), message);
        SimulatedInvitation invitation = new SimulatedInvitation(conversation, facts);
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
