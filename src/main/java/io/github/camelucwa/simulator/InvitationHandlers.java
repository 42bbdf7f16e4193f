package io.github.camelucwa.simulator;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Invitations: made, read, accepted, declined, cancelled (protocol sections 7 and 8). */
final class InvitationHandlers {

    private static final String COMMUNICATION = ApplicationHandlers.APPLICATION + "/communication";

    /** CallDeclineReason, protocol section 8.4. */
    private static final Set<String> DECLINE_REASONS = Set.of("Global", "Local", "Unknown", "MediaAllocationFailure", "EncryptionMismatch",
            "IPv6NotSupported", "MediaConnectivityFailure", "CodecMismatch", "UnsupportedMedia", "InvalidMediaOffer", "InsufficientBandwidth",
            "InsufficientBandwidthRerouteOverPstn");

    private final World world;
    private final Doorkeeper door;

    InvitationHandlers(World world, Doorkeeper door) {
        this.world = world;
        this.door = door;
    }

    void register(Router router) {
        router.addDeferred(RequestKind.ADD_PARTICIPANT, "POST", COMMUNICATION + "/participantInvitations", this::addParticipant);
        router.addDeferred(RequestKind.START_MESSAGING, "POST", COMMUNICATION + "/messagingInvitations", this::startMessaging);
        router.addDeferred(RequestKind.START_ONLINE_MEETING, "POST", COMMUNICATION + "/onlineMeetingInvitations", this::startOnlineMeeting);
        for (InvitationKind kind : InvitationKind.values()) {
            String collection = COMMUNICATION + "/" + kind.collection();
            router.add(RequestKind.INVITATION, "GET", collection + "/{id}", request -> invitation(request, kind));
            router.add(RequestKind.CANCEL, "POST", collection + "/{action}/cancel",
                    request -> act(request, kind, false, invitation -> invitation.complete(Outcome.CANCELLED)));
            router.add(RequestKind.DECLINE, "POST", collection + "/{action}/decline", request -> decline(request, kind));
            if (kind == InvitationKind.AUDIO_VIDEO) {
                // media is not simulated: the caller hears something, and nothing else changes
                router.add(RequestKind.ACCEPT, "POST", collection + "/{action}/sendProvisionalAnswer",
                        request -> act(request, kind, true, SimulatedInvitation::ring));
            }
            router.add(RequestKind.ACCEPT, "POST", collection + "/{action}/" + (kind == InvitationKind.AUDIO_VIDEO ? "acceptWithAnswer" : "accept"),
                    request -> accept(request, kind));
        }
    }

    private CompletableFuture<Answer> addParticipant(Request request) {
        door.application(request);
        SimulatedConversation conversation = door.conversation(request, request.query().get("conversation"));
        Input input = Input.of(request);
        String to = address(input);
        String operationId = input.limit("operationId", 50);
        if (!conversation.state().canInvite()) {
            throw new Refusal(UcwaError.conflict("AnotherOperationPending", "The conversation is not connected."));
        }
        if (conversation.participant(to) != null) {
            throw new Refusal(UcwaError.conflict("AlreadyExists", "The person is in the conversation."));
        }
        Reaction reaction = reaction(to);
        return begun(request, conversation.application().invitations().participant(conversation, to, operationId), reaction);
    }

    /** With a conversation in the query it is addMessaging: the messaging of a conference is joined. */
    private CompletableFuture<Answer> startMessaging(Request request) {
        SimulatedApplication application = door.application(request);
        Input input = Input.of(request);
        String operationId = input.limit("operationId", 50);
        String subject = input.limit("subject", 250);
        String message = input.link("message");
        String joined = request.query().get("conversation");
        if (joined != null) {
            SimulatedConversation conversation = door.conversation(request, joined);
            if (conversation.messaging().isConnected()) {
                throw new Refusal(UcwaError.conflict("AlreadyExists", "Messaging is connected."));
            }
            String self = application.self().uri();
            return begun(request, application.invitations().outgoing(conversation, InvitationKind.MESSAGING, self, operationId, message),
                    Reaction.STANDARD);
        }
        String to = address(input);
        Reaction reaction = reaction(to);
        SimulatedConversation conversation = application.add(subject, input.get("threadId"), ConversationState.CONNECTING);
        return begun(request, application.invitations().outgoing(conversation, InvitationKind.MESSAGING, to, operationId, message), reaction);
    }

    /** {@code onlineMeetingUri=adhoc} in the query starts a meeting, otherwise one is joined. */
    private CompletableFuture<Answer> startOnlineMeeting(Request request) {
        SimulatedApplication application = door.application(request);
        Input input = Input.of(request);
        String operationId = input.limit("operationId", 50);
        String subject = input.limit("subject", 250);
        input.limit("anonymousDisplayName", 250);
        String uri = input.require("onlineMeetingUri", 1000);
        Reaction reaction = uri.equals("adhoc") ? Reaction.STANDARD : reaction(uri);
        SimulatedConversation conversation = application.add(subject, input.get("threadId"), ConversationState.CONNECTING);
        String to = uri.equals("adhoc") ? application.self().uri() : uri;
        return begun(request, application.invitations().outgoing(conversation, InvitationKind.ONLINE_MEETING, to, operationId, null), reaction);
    }

    private static String address(Input input) {
        String to = input.require("to", 1000);
        if (!to.startsWith("sip:") && !to.startsWith("tel:")) {
            throw new Refusal(UcwaError.parameter("to", "Uri"));
        }
        return to;
    }

    private Reaction reaction(String to) {
        Reaction reaction = world.reactions().take(to);
        if (reaction.refusal() != null) {
            throw new Refusal(reaction.refusal());
        }
        return reaction;
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

    private Answer accept(Request request, InvitationKind kind) {
        if (kind == InvitationKind.PHONE_AUDIO) {
            return UcwaError.notFound();
        }
        if (kind == InvitationKind.AUDIO_VIDEO) {
            String context = request.query().get("sessionContext");
            if (context == null || context.length() > 50) {
                return UcwaError.parameter("sessionContext", "Required");
            }
            if (!String.valueOf(request.header("content-type")).startsWith("application/sdp")) {
                return UcwaError.of(415, "UnsupportedMediaType", "UnsupportedMediaType", "The answer must be an SDP.");
            }
        }
        return act(request, kind, true, SimulatedInvitation::taken);
    }

    private Answer decline(Request request, InvitationKind kind) {
        String reason = Input.of(request).get("reason");
        if (reason != null && !DECLINE_REASONS.contains(reason)) {
            return UcwaError.parameter("reason", "CallDeclineReason");
        }
        return act(request, kind, true, invitation -> invitation.declined(reason));
    }

    /** Does something to an invitation that is still open; otherwise it is too late, protocol section 8.2. */
    private Answer act(Request request, InvitationKind kind, boolean incoming, Consumer<SimulatedInvitation> action) {
        SimulatedInvitation invitation = door.application(request).invitations().byAction(kind.collection(), request.variable("action"));
        if (invitation == null || invitation.isIncoming() != incoming) {
            return UcwaError.notFound();
        }
        if (invitation.isCompleted()) {
            return world.behaviour().lateAnswer();
        }
        return Answer.of(204).whenSent(() -> action.accept(invitation));
    }
}
