package io.github.camelucwa.simulator;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Conversations, their people and their invitations (protocol sections 7 and 8). */
final class ConversationHandlers {

    private static final String COMMUNICATION = ApplicationHandlers.APPLICATION + "/communication";
    private static final String CONVERSATION = COMMUNICATION + "/conversations/{conversation}";

    private final World world;
    private final Doorkeeper door;

    ConversationHandlers(World world, Doorkeeper door) {
        this.world = world;
        this.door = door;
    }

    void register(Router router) {
        router.add(RequestKind.CONVERSATIONS, "GET", COMMUNICATION + "/conversations", this::list);
        router.add(RequestKind.CONVERSATION, "GET", CONVERSATION, request -> Answer.ok(conversation(request).resource()));
        router.add(RequestKind.CONVERSATION, "DELETE", CONVERSATION, this::leave);
        router.add(RequestKind.PARTICIPANT, "GET", CONVERSATION + "/participants/{person}", this::participant);
        router.addDeferred(RequestKind.ADD_PARTICIPANT, "POST", COMMUNICATION + "/participantInvitations", this::addParticipant);
        for (InvitationKind kind : InvitationKind.values()) {
            String collection = COMMUNICATION + "/" + kind.collection();
            router.add(RequestKind.INVITATION, "GET", collection + "/{id}", request -> invitation(request, kind));
            router.add(RequestKind.CANCEL, "POST", collection + "/{action}/cancel", request -> cancel(request, kind));
        }
    }

    private SimulatedConversation conversation(Request request) {
        return door.conversation(request, request.variable("conversation"));
    }

    private Answer list(Request request) {
        SimulatedApplication application = door.application(request);
        return Answer.ok(Resource.of("conversations", application.href() + "/communication/conversations?filter=active")
                .embed("conversation", application.conversations().stream().map(SimulatedConversation::resource).toList()));
    }

    private Answer leave(Request request) {
        SimulatedConversation conversation = conversation(request);
        return Answer.of(204).whenSent(conversation::end);
    }

    private Answer participant(Request request) {
        SimulatedConversation conversation = conversation(request);
        Participant participant = conversation.participant(request.variable("person"));
        return participant == null ? UcwaError.notFound() : Answer.ok(participant.resource(conversation.application().href(), conversation.href()));
    }

    private CompletableFuture<Answer> addParticipant(Request request) {
        door.application(request);
        SimulatedConversation conversation = door.conversation(request, request.query().get("conversation"));
        Input input = Input.of(request);
        String to = input.require("to", 1000);
        String operationId = input.limit("operationId", 50);
        if (!to.startsWith("sip:") && !to.startsWith("tel:")) {
            throw new Refusal(UcwaError.parameter("to", "Uri"));
        }
        Reaction reaction = world.reaction(to);
        if (reaction.refusal() != null) {
            throw new Refusal(reaction.refusal());
        }
        if (!conversation.state().canInvite()) {
            throw new Refusal(UcwaError.conflict("AnotherOperationPending", "The conversation is not connected."));
        }
        if (conversation.participant(to) != null) {
            throw new Refusal(UcwaError.conflict("AlreadyExists", "The person is in the conversation."));
        }
        SimulatedInvitation invitation = conversation.application().invitations().participant(conversation, to, operationId);
        return begun(request, invitation, reaction);
    }

    /** 201, then the events; or the other way round. */
    private CompletableFuture<Answer> begun(Request request, SimulatedInvitation invitation, Reaction reaction) {
        Answer created = Answer.created(world.behaviour().absoluteLocation() ? request.origin() + invitation.href() : invitation.href());
        if (!world.behaviour().eventBefore201()) {
            return CompletableFuture.completedFuture(created.whenSent(() -> invitation.begin(reaction)));
        }
        invitation.begin(reaction);
        return new CompletableFuture<Answer>().completeOnTimeout(created, 200, TimeUnit.MILLISECONDS);
    }

    private Answer invitation(Request request, InvitationKind kind) {
        SimulatedInvitation invitation = door.application(request).invitations().byId(kind.collection(), request.variable("id"));
        return invitation == null ? UcwaError.notFound() : Answer.ok(invitation.resource());
    }

    private Answer cancel(Request request, InvitationKind kind) {
        SimulatedInvitation invitation = door.application(request).invitations().byAction(kind.collection(), request.variable("action"));
        if (invitation == null || invitation.isIncoming() || invitation.isCompleted()) {
            return UcwaError.notFound();
        }
        return Answer.of(204).whenSent(() -> invitation.complete(Outcome.CANCELLED));
    }
}
