package io.github.camelucwa.simulator;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.camelucwa.simulator.TestClient.BOT;
import static io.github.camelucwa.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The rules of the event channel (protocol section 6): a client that breaks them is refused. */
class EventChannelTest {

    private UcwaSimulator server;
    private TestClient client;
    private String events;

    @BeforeEach
    void signIn() {
        server = TestClient.server().time(SimulatedTime.scaled(400)).start();
        client = new TestClient(server);
        events = client.application("a").at("/_links/events/href").asText();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void holdsAPollUntilTheTimeoutAndAnswersWithoutSender() {
        long start = System.nanoTime();
        JsonNode answer = json(client.get(events));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
        assertThat(answer.has("sender")).isFalse();
        assertThat(answer.at("/_links/next/href").asText()).endsWith("ack=2");
    }

    @Test
    void answersAtOnceWhenSomethingHappens() {
        CompletableFuture<HttpResponse<String>> poll = poll(events);
        application().startConversation("Incident 4711");
        JsonNode answer = json(poll.join());
        assertThat(answer.at("/sender/0/events/0/link/rel").asText()).isEqualTo("conversation");
        assertThat(answer.at("/sender/0/events/0/_embedded/conversation/_links/addParticipant/href").asText()).contains("conversation=");
    }

    @Test
    void deliversThePackageAgainUntilItIsAcknowledged() {
        application().startConversation("one");
        String first = client.get(events).body();
        assertThat(first).contains("conversation");
        assertThat(client.get(events).body()).isEqualTo(first);
    }

    @Test
    void dropsEventsOnceAcknowledged() {
        application().startConversation("one");
        String next = json(client.get(events)).at("/_links/next/href").asText();
        assertThat(json(client.get(next)).has("sender")).isFalse();
    }

    @Test
    void answersAWrongAckWithResyncOnly() {
        application().startConversation("one");
        client.get(events);
        JsonNode answer = json(client.get(events.replace("ack=1", "ack=7")));
        assertThat(answer.at("/_links/resync/href").asText()).endsWith("ack=1");
        assertThat(answer.has("sender")).isFalse();
        assertThat(answer.path("_links").has("next")).isFalse();
    }

    @Test
    void answersAnAckThatWasNotGivenYetWithResync() {
        assertThat(json(client.get(events.replace("ack=1", "ack=2"))).at("/_links/resync/href").asText()).endsWith("ack=1");
    }

    @Test
    void replacesTheFirstOfTwoPollsWithTheSameAck() {
        CompletableFuture<HttpResponse<String>> first = poll(events);
        CompletableFuture<HttpResponse<String>> second = client.getLater(events);
        assertThat(first.join().statusCode()).isEqualTo(409);
        assertThat(json(first.join()).path("subcode").asText()).isEqualTo("PGetReplaced");
        application().startConversation("one");
        assertThat(second.join().statusCode()).isEqualTo(200);
    }

    @Test
    void doesNotReplaceAPollOfHigherPriority() {
        CompletableFuture<HttpResponse<String>> first = poll(events + "&priority=5");
        assertThat(client.get(events + "&priority=4").statusCode()).isEqualTo(409);
        assertThat(first).isNotDone();
    }

    @Test
    void refusesTimeoutsOutsideTheirRange() {
        HttpResponse<String> answer = client.get(events + "&timeout=60");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/parameters/0/name").asText()).isEqualTo("timeout");
        assertThat(client.get(events + "&timeout=1801").statusCode()).isEqualTo(400);
        assertThat(client.get(events + "&low=4").statusCode()).isEqualTo(400);
        assertThat(client.get(events + "&medium=1801").statusCode()).isEqualTo(400);
    }

    @Test
    void remembersTheTimeout() {
        String next = json(client.get(events + "&timeout=360")).at("/_links/next/href").asText();
        long start = System.nanoTime();
        client.get(next);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(850));
    }

    @Test
    void cutsAHeldPollOnCommandAndDeliversLater() {
        poll(events);
        assertThat(application().cutPoll()).isTrue();
        await().untilAsserted(() -> assertThat(server.requests().of(RequestKind.EVENTS).get(0).status()).isEqualTo(RecordedRequest.CUT));
        application().startConversation("one");
        assertThat(sender(client.get(events))).contains("conversation");
    }

    @Test
    void deliversAgainAfterABodyThatWasCut() {
        application().startConversation("one");
        server.faults().on(RequestKind.EVENTS).cutBody();
        assertThat(client.getLater(events).handle((answer, failure) -> failure).join()).isNotNull();
        assertThat(sender(client.get(events))).contains("conversation");
    }

    @Test
    void spoilsTheAnswerOfAPollThatIsHeldAlready() {
        SimulatedConversation conversation = application().startConversation("one");
        String next = json(client.get(events)).at("/_links/next/href").asText();
        CompletableFuture<HttpResponse<String>> poll = poll(next);
        server.invite("sip:bob@fabrikam.example").acceptsAtOnce();
        Fault fault = server.faults().on(RequestKind.EVENTS).whenAnswerContains("completed").cutBody();
        conversation.invite("sip:bob@fabrikam.example");
        assertThat(poll.handle((answer, failure) -> failure).join()).isNotNull();
        assertThat(fault.hits()).isEqualTo(1);
        assertThat(client.get(next).body()).contains("completed");
    }

    @Test
    void losesAnApplicationThatIsNotPolled() {
        server.time(SimulatedTime.scaled(100_000));
        client.get(events);
        await().untilAsserted(() -> assertThat(server.account(BOT).applications()).isEmpty());
        HttpResponse<String> answer = client.get(events);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).path("subcode").asText()).isEqualTo("ApplicationNotFound");
    }

    @Test
    void tellsToResumeAfterLongSilence() {
        application().startConversation("one");
        application().fallSilent();
        JsonNode answer = json(client.get(events));
        assertThat(answer.at("/_links/resume/href").asText()).isNotEmpty();
        assertThat(answer.path("_links").has("next")).isFalse();
        assertThat(answer.has("sender")).isFalse();
    }

    @Test
    void tellsToResyncAfterEventsWereLost() {
        CompletableFuture<HttpResponse<String>> poll = poll(events);
        application().loseEvents();
        String resync = json(poll.join()).at("/_links/resync/href").asText();
        application().startConversation("one");
        assertThat(sender(client.get(resync))).contains("conversation");
    }

    @Test
    void answersAHeldPollWithTheEndOfTheApplication() {
        CompletableFuture<HttpResponse<String>> poll = poll(events);
        application().expire("InactiveApplicationExpired");
        assertThat(poll.join().statusCode()).isEqualTo(410);
        assertThat(json(poll.join()).path("subcode").asText()).isEqualTo("InactiveApplicationExpired");
    }

    @Test
    void losesInstantMessagesThatNobodyFetches() {
        SimulatedConversation conversation = application().startConversation("one");
        String next = json(client.get(events)).at("/_links/next/href").asText();
        conversation.say(BOT, "hello");
        await().until(() -> application().waitingEvents() == 0);
        assertThat(json(client.get(next)).has("sender")).isFalse();
    }

    @Test
    void holdsHundredsOfPollsWithoutAThreadForEach() {
        server.account(BOT).maximumApplications(500);
        server.time(SimulatedTime.real());
        for (int i = 0; i < 300; i++) {
            client.getLater(client.again("b" + i).at("/_links/events/href").asText());
        }
        await().until(() -> server.account(BOT).applications().stream().filter(SimulatedApplication::isPolled).count() == 300);
        assertThat(Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("ucwa-simulator")).count())
                .isLessThan(60);
    }

    @Test
    void replacesWaitingUpdatesWhenBundling() {
        server.behaviour().bundling(true);
        SimulatedConversation conversation = application().startConversation("one");
        conversation.invite("sip:bob@fabrikam.example").accept();
        String types = json(client.get(events)).findValuesAsText("type").toString();
        assertThat(types).contains("completed").doesNotContain("started");
    }

    private SimulatedApplication application() {
        return server.account(BOT).application();
    }

    private CompletableFuture<HttpResponse<String>> poll(String href) {
        CompletableFuture<HttpResponse<String>> poll = client.getLater(href);
        await().until(() -> application().isPolled());
        return poll;
    }

    private static String sender(HttpResponse<String> answer) {
        return json(answer).path("sender").toString();
    }
}
