package io.github.camelucwa.simulator;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.camelucwa.simulator.TestClient.BOT;
import static io.github.camelucwa.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** addParticipant and what follows (protocol sections 7.2, 7.3, 8.1, 8.2). */
class ParticipantInvitationTest {

    private static final String BOB = "sip:bob@fabrikam.example";

    private UcwaSimulator server;
    private TestClient client;
    private String next;
    private SimulatedConversation conversation;
    private String addParticipant;

    @BeforeEach
    void startConversation() {
        server = TestClient.server().time(SimulatedTime.scaled(100)).start();
        client = new TestClient(server);
        next = client.application("a").at("/_links/events/href").asText();
        conversation = server.account(BOT).startConversation("Incident 4711");
        poll();
        addParticipant = json(client.get(conversation.href())).at("/_links/addParticipant/href").asText();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersWithTheLocationOfTheInvitation() {
        HttpResponse<String> answer = add();
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Content-Length")).hasValue("0");
        JsonNode invitation = json(client.get(answer.headers().firstValue("Location").orElseThrow()));
        assertThat(invitation.path("operationId").asText()).isEqualTo("op-1");
        assertThat(invitation.path("to").asText()).isEqualTo(BOB);
    }

    @Test
    void completesWithSuccessOnlyAfterTheRosterShowsThePerson() {
        add();
        List<JsonNode> events = untilCompleted();
        assertThat(events).extracting(event -> event.at("/link/rel").asText() + " " + event.path("type").asText())
                .containsExactly("participantInvitation started", "participant added", "participantInvitation completed");
        JsonNode invitation = events.get(2).at("/_embedded/participantInvitation");
        assertThat(events.get(2).path("status").asText()).isEqualTo("Success");
        assertThat(invitation.path("state").asText()).isEqualTo("Connected");
        assertThat(invitation.at("/_embedded/acceptedByParticipant").isArray()).isTrue();
        assertThat(events.get(1).has("_embedded")).isFalse();
    }

    @Test
    void tellsWhyItFailed() {
        server.invite(BOB).declines().after(Duration.ofSeconds(1));
        add();
        JsonNode completed = untilCompleted().get(1);
        assertThat(completed.path("status").asText()).isEqualTo("Failure");
        assertThat(completed.at("/reason/subcode").asText()).isEqualTo("Declined");
        assertThat(completed.at("/_embedded/participantInvitation/state").asText()).isEqualTo("Failed");
    }

    @Test
    void failsWhenNobodyAnswersFor30Seconds() {
        server.invite(BOB).staysSilent();
        long start = System.nanoTime();
        add();
        assertThat(untilCompleted().get(1).at("/reason/subcode").asText()).isEqualTo("Timeout");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void isCancelledThroughItsOwnLinkOnly() {
        server.invite(BOB).staysSilent();
        String href = add().headers().firstValue("Location").orElseThrow();
        String cancel = json(client.get(href)).at("/_links/cancel/href").asText();
        assertThat(cancel).isNotEqualTo(href + "/cancel");
        assertThat(client.post(href + "/cancel").statusCode()).isEqualTo(404);
        assertThat(client.post(cancel).statusCode()).isEqualTo(204);
        JsonNode completed = untilCompleted().get(1);
        assertThat(completed.at("/reason/subcode").asText()).isEqualTo("Canceled");
        assertThat(json(client.get(href)).path("_links").has("cancel")).isFalse();
        assertThat(client.post(cancel).statusCode()).isEqualTo(404);
    }

    @Test
    void showsUnknownPeopleInTheEventOrInTheAnswer() {
        server.invite(BOB).isUnknown();
        add();
        assertThat(untilCompleted().get(1).at("/reason/subcode").asText()).isEqualTo("DestinationNotFound");
        server.invite(BOB).isRefusedAsUnknown();
        assertThat(add().statusCode()).isEqualTo(404);
    }

    @Test
    void mayEndDifferentlyTheNextTime() {
        server.invite(BOB).declines().then().accepts();
        add();
        assertThat(untilCompleted()).extracting(event -> event.path("status").asText()).contains("Failure");
        add();
        assertThat(untilCompleted()).extracting(event -> event.path("status").asText()).contains("Success");
    }

    @Test
    void mayShowOnlyTheCompletedEvent() {
        server.invite(BOB).acceptsAtOnce();
        add();
        assertThat(untilCompleted()).extracting(event -> event.path("type").asText()).containsExactly("added", "completed");
    }

    @Test
    void makesAConferenceOfATwoPartyConversationFirst() {
        SimulatedConversation twoParty = server.account(BOT).startTwoPartyConversation("chat", "sip:eve@fabrikam.example");
        poll();
        addParticipant = json(client.get(twoParty.href())).at("/_links/addParticipant/href").asText();
        add();
        assertThat(untilCompleted()).extracting(event -> event.at("/_embedded/conversation/state").asText()).contains("Conferencing", "Conferenced");
    }

    @Test
    void mayFailToMakeAConference() {
        server.behaviour().escalationFails(true);
        SimulatedConversation twoParty = server.account(BOT).startTwoPartyConversation("chat", "sip:eve@fabrikam.example");
        poll();
        addParticipant = json(client.get(twoParty.href())).at("/_links/addParticipant/href").asText();
        add();
        assertThat(untilCompleted()).extracting(event -> event.at("/reason/subcode").asText()).contains("EscalationFailed");
        assertThat(twoParty.state()).isEqualTo(ConversationState.CONNECTED);
    }

    @Test
    void refusesToInviteWhileTheConferenceIsMade() {
        server.time(SimulatedTime.real());
        SimulatedConversation twoParty = server.account(BOT).startTwoPartyConversation("chat", "sip:eve@fabrikam.example");
        addParticipant = json(client.get(twoParty.href())).at("/_links/addParticipant/href").asText();
        add();
        await().until(() -> twoParty.state() == ConversationState.CONFERENCING);
        assertThat(json(client.get(twoParty.href())).path("_links").has("addParticipant")).isFalse();
        assertThat(json(add()).path("subcode").asText()).isEqualTo("AnotherOperationPending");
    }

    @Test
    void refusesAMissingTarget() {
        HttpResponse<String> answer = client.post(addParticipant, "{\"operationId\":\"op-1\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/parameters/0/name").asText()).isEqualTo("to");
    }

    @Test
    void refusesALongOperationId() {
        HttpResponse<String> answer = client.post(addParticipant, "{\"to\":\"" + BOB + "\",\"operationId\":\"" + "x".repeat(51) + "\"}");
        assertThat(json(answer).at("/parameters/0/name").asText()).isEqualTo("operationId");
    }

    @Test
    void acceptsXml() {
        client.sending("application/xml");
        HttpResponse<String> answer = client.post(addParticipant, "<input xmlns=\"http://schemas.microsoft.com/rtc/2012/03/ucwa\">"
                                                                  + "<property name=\"to\">" + BOB + "</property></input>");
        assertThat(answer.statusCode()).isEqualTo(201);
    }

    @Test
    void refusesXmlWithADoctype() {
        client.sending("application/xml");
        HttpResponse<String> answer = client.post(addParticipant, "<!DOCTYPE input [<!ENTITY e \"x\">]><input xmlns=\""
                                                                  + "http://schemas.microsoft.com/rtc/2012/03/ucwa\"/>");
        assertThat(json(answer).path("subcode").asText()).isEqualTo("DeserializationFailure");
    }

    @Test
    void deliversTheEventBeforeThe201WhenAsked() {
        server.behaviour().eventBefore201(true);
        CompletableFuture<Long> delivered = client.getLater(next).thenApply(answer -> System.nanoTime());
        CompletableFuture<Long> answered = CompletableFuture.supplyAsync(this::add).thenApply(answer -> System.nanoTime());
        assertThat(delivered.join()).isLessThan(answered.join());
    }

    @Test
    void createsTheInvitationThoughItsAnswerIsLost() {
        server.faults().on(RequestKind.ADD_PARTICIPANT).loseAnswer();
        try {
            add();
        } catch (UncheckedIOException expected) {
            assertThat(untilCompleted().get(0).at("/_embedded/participantInvitation/operationId").asText()).isEqualTo("op-1");
            return;
        }
        throw new AssertionError("there was an answer");
    }

    @Test
    void sendsLinksOnlyWhenAsked() {
        server.account(BOT).embedding(false);
        add();
        List<JsonNode> events = untilCompleted();
        assertThat(events).noneMatch(event -> event.has("_embedded"));
        assertThat(events).allSatisfy(event -> assertThat(client.get(event.at("/link/href").asText()).statusCode()).isEqualTo(200));
    }

    @Test
    void forgetsCompletedInvitationsAtOnceWhenAsked() {
        server.behaviour().readableAfterCompletion(false);
        String href = add().headers().firstValue("Location").orElseThrow();
        untilCompleted();
        assertThat(client.get(href).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> add() {
        return client.post(addParticipant, "{\"to\":\"" + BOB + "\",\"operationId\":\"op-1\"}");
    }

    private List<JsonNode> untilCompleted() {
        List<JsonNode> events = new ArrayList<>();
        do {
            events.addAll(poll());
        } while (events.stream().noneMatch(event -> event.path("type").asText().equals("completed")));
        return events;
    }

    private List<JsonNode> poll() {
        JsonNode answer = json(client.get(next));
        next = answer.at("/_links/next/href").asText();
        List<JsonNode> events = new ArrayList<>();
        answer.path("sender").forEach(sender -> sender.path("events").forEach(events::add));
        return events;
    }
}
