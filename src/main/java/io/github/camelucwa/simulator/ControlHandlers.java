package io.github.camelucwa.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The control page: what goes on in the server, and buttons for what other people might do. */
final class ControlHandlers {

    static final String PATH = "/simulator/";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int REQUESTS_SHOWN = 40;

    private final UcwaSimulator server;
    private final Steps steps;

    ControlHandlers(UcwaSimulator server) {
        this.server = server;
        this.steps = new Steps(server);
    }

    void register(Router router) {
        router.add(RequestKind.CONTROL, "GET", "/simulator", request -> Answer.of(302).with("Location", PATH));
        router.add(RequestKind.CONTROL, "GET", PATH, request -> page());
        router.add(RequestKind.CONTROL, "GET", PATH + "state", request -> json(200, state()));
        router.add(RequestKind.CONTROL, "POST", PATH + "step", this::step);
    }

    private static Answer page() {
        try (InputStream in = ControlHandlers.class.getResourceAsStream("control.html")) {
            return Answer.bytes(200, "text/html; charset=utf-8", in.readAllBytes())
                    .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A step as in a {@link SimulatorScript}. Only JSON is taken, which pages of other origins cannot send. */
    private Answer step(Request request) {
        if (!String.valueOf(request.header("content-type")).startsWith("application/json")) {
            return failure(415, "a step is application/json");
        }
        try {
            steps.run(MAPPER.readTree(request.body()));
            return json(200, JsonNodeFactory.instance.objectNode().put("done", true));
        } catch (IOException | IllegalArgumentException e) {
            return failure(400, e.getMessage());
        } catch (IllegalStateException e) {
            return failure(409, e.getMessage());
        }
    }

    private ObjectNode state() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        ArrayNode accounts = state.putArray("accounts");
        for (SimulatedAccount account : server.accounts()) {
            ObjectNode node = accounts.addObject().put("sip", account.sipAddress()).put("name", account.name());
            ArrayNode applications = node.putArray("applications");
            account.applications().forEach(application -> applications.add(application(application)));
            ArrayNode packages = node.putArray("packages");
            account.deliveredPackages().forEach(packages::add);
        }
        ArrayNode requests = state.putArray("requests");
        List<RecordedRequest> all = server.requests().all();
        all.subList(Math.max(0, all.size() - REQUESTS_SHOWN), all.size()).forEach(request -> requests.addObject()
                .put("kind", request.kind().name()).put("method", request.method()).put("path", request.path()).put("status", request.status()));
        return state;
    }

    private static ObjectNode application(SimulatedApplication application) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", application.id()).put("endpointId", application.endpointId())
                .put("polled", application.isPolled()).put("available", application.isAvailable()).put("waiting", application.waitingEvents());
        ArrayNode conversations = node.putArray("conversations");
        for (SimulatedConversation conversation : application.conversations()) {
            ObjectNode one = conversations.addObject().put("href", conversation.href()).put("subject", conversation.subject())
                    .put("state", conversation.state().ucwaName());
            conversation.participants().forEach(one.withArray("/participants")::add);
        }
        ArrayNode invitations = node.putArray("invitations");
        for (SimulatedInvitation invitation : application.currentInvitations()) {
            invitations.addObject().put("href", invitation.href()).put("kind", invitation.kind().rel()).put("state", invitation.state())
                    .put("from", invitation.from()).put("to", invitation.to()).put("incoming", invitation.isIncoming())
                    .put("completed", invitation.isCompleted()).put("subject", invitation.conversation().subject());
        }
        return node;
    }

    private static Answer failure(int status, String message) {
        return json(status, JsonNodeFactory.instance.objectNode().put("error", message));
    }

    private static Answer json(int status, JsonNode tree) {
        return Answer.text(status, "application/json; charset=utf-8", tree.toString());
    }
}
