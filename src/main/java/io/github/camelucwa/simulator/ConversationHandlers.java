package io.github.camelucwa.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Conversations, their people and their messages (protocol sections 7.5 and 8.5). */
final class ConversationHandlers {

    private static final String COMMUNICATION = ApplicationHandlers.APPLICATION + "/communication";
    private static final String CONVERSATION = COMMUNICATION + "/conversations/{conversation}";

    private final Doorkeeper door;

    ConversationHandlers(Doorkeeper door) {
        this.door = door;
    }

    void register(Router router) {
        router.add(RequestKind.CONVERSATIONS, "GET", COMMUNICATION + "/conversations", this::list);
        router.add(RequestKind.CONVERSATION, "GET", CONVERSATION, request -> Answer.ok(conversation(request).resource()));
        router.add(RequestKind.CONVERSATION, "DELETE", CONVERSATION, this::leave);
        router.add(RequestKind.CONVERSATION, "GET", CONVERSATION + "/messaging", request -> Answer.ok(conversation(request).messaging().resource()));
        router.add(RequestKind.CONVERSATION, "GET", CONVERSATION + "/participants", this::participants);
        router.add(RequestKind.PARTICIPANT, "GET", CONVERSATION + "/participants/{person}", this::participant);
        for (String modality : List.of("phoneAudio", "audioVideo", "onlineMeeting")) {
            router.add(RequestKind.CONVERSATION, "GET", CONVERSATION + "/" + modality, request -> modality(request, modality));
        }
        router.add(RequestKind.PARTICIPANT, "GET", CONVERSATION + "/participants/{person}/messaging", this::participantMessaging);
        router.add(RequestKind.PARTICIPANT, "POST", CONVERSATION + "/participants/{person}/eject", this::eject);
        router.add(RequestKind.CANCEL, "POST", CONVERSATION + "/messaging/terminate", this::terminate);
        router.add(RequestKind.SEND_MESSAGE, "POST", CONVERSATION + "/messaging/typing", this::typing);
        router.add(RequestKind.SEND_MESSAGE, "POST", CONVERSATION + "/messaging/messages", this::send);
        // to post to the modality itself is a known mistake, protocol section 8.5
        router.add(RequestKind.SEND_MESSAGE, "POST", CONVERSATION + "/messaging", request -> {
            conversation(request);
            return failure();
        });
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

    private Answer participants(Request request) {
        SimulatedConversation conversation = conversation(request);
        String application = conversation.application().href();
        List<Resource> people = conversation.participants().stream()
                .map(address -> conversation.participant(address).resource(application, conversation.href())).toList();
        return Answer.ok(Resource.of("participants", conversation.href() + "/participants").embed("participant", people));
    }

    private Answer participant(Request request) {
        SimulatedConversation conversation = conversation(request);
        return Answer.ok(person(conversation, request).resource(conversation.application().href(), conversation.href()));
    }

    private Answer participantMessaging(Request request) {
        SimulatedConversation conversation = conversation(request);
        String href = person(conversation, request).href(conversation.href());
        return Answer.ok(Resource.of("participantMessaging", href + "/messaging").link("participant", href));
    }

    private Answer eject(Request request) {
        SimulatedConversation conversation = conversation(request);
        String uri = person(conversation, request).uri();
        return Answer.of(204).whenSent(() -> conversation.leave(uri));
    }

    private static Participant person(SimulatedConversation conversation, Request request) {
        Participant participant = conversation.participant(request.variable("person"));
        if (participant == null) {
            throw new Refusal(UcwaError.notFound());
        }
        return participant;
    }

    private Answer modality(Request request, String name) {
        SimulatedConversation conversation = conversation(request);
        String href = conversation.href() + "/" + name;
        Resource resource = Resource.of(name, href).link("conversation", conversation.href());
        if (!name.equals("onlineMeeting")) {
            return Answer.ok(resource.with("state", "Disconnected"));
        }
        return conversation.state() == ConversationState.CONFERENCED ? Answer.ok(resource.with("subject", conversation.subject()))
                : UcwaError.notFound();
    }

    private Answer typing(Request request) {
        return conversation(request).messaging().isConnected() ? Answer.of(204) : failure();
    }

    /** Ends the modality, and with it the messagingInvitation that is still open: this is its cancel link. */
    private Answer terminate(Request request) {
        SimulatedConversation conversation = conversation(request);
        List<SimulatedInvitation> open = conversation.application().invitations().of(conversation).stream()
                .filter(invitation -> invitation.kind() == InvitationKind.MESSAGING)
                .filter(invitation -> !invitation.isCompleted() && !invitation.isIncoming()).toList();
        if (open.isEmpty() && !conversation.messaging().isConnected()) {
            return UcwaError.notFound();
        }
        return Answer.of(204).whenSent(() -> {
            open.forEach(invitation -> invitation.complete(Outcome.CANCELLED));
            if (open.isEmpty()) {
                conversation.application().post(List.of(conversation.messaging().changeTo("Disconnected")));
            }
        });
    }

    private Answer send(Request request) {
        SimulatedConversation conversation = conversation(request);
        if (!conversation.messaging().isConnected()) {
            return failure();
        }
        String type = request.header("content-type");
        if (type == null || !type.startsWith("text/plain") && !type.startsWith("text/html")) {
            return UcwaError.of(415, "UnsupportedMediaType", "UnsupportedMediaType", "The content type is not supported.");
        }
        String text = "data:" + (type.startsWith("text/html") ? "text/html" : "text/plain") + ";base64,"
                      + Base64.getEncoder().encodeToString(request.text().getBytes(StandardCharsets.UTF_8));
        ChannelEvent event = conversation.messaging().message(conversation.application().self().uri(), text, false);
        return Answer.created(event.target()).whenSent(() -> conversation.application().post(List.of(event)));
    }

    private static Answer failure() {
        return UcwaError.of(500, "ServiceFailure", "None", "Your request couldn't be completed.");
    }
}
