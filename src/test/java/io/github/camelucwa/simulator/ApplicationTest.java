package io.github.camelucwa.simulator;

import java.net.http.HttpResponse;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.camelucwa.simulator.TestClient.BOT;
import static io.github.camelucwa.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Applications, availability and activity (protocol sections 4 and 5). */
class ApplicationTest {

    private UcwaSimulator server;
    private TestClient client;
    private String applications;

    @BeforeEach
    void signIn() {
        server = TestClient.server().time(SimulatedTime.scaled(100)).start();
        client = new TestClient(server);
        applications = client.signIn();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void isTheSameForTheSameInput() {
        HttpResponse<String> first = create("a");
        HttpResponse<String> again = create("a");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(self(again)).isEqualTo(self(first));
        assertThat(self(create("b"))).isNotEqualTo(self(first));
    }

    @Test
    void readsNamesWithoutRegardToCase() {
        assertThat(client.post(applications, "{\"Culture\":\"en-US\",\"EndpointId\":\"x\",\"UserAgent\":\"y\"}").statusCode()).isEqualTo(201);
    }

    @Test
    void refusesMissingAndLongFields() {
        assertThat(json(client.post(applications, "{\"culture\":\"en-US\",\"userAgent\":\"y\"}")).at("/parameters/0/name").asText())
                .isEqualTo("endpointId");
        assertThat(create("x".repeat(101)).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesBrokenJson() {
        HttpResponse<String> answer = client.post(applications, "{\"culture\":");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("subcode").asText()).isEqualTo("DeserializationFailure");
    }

    @Test
    void refusesWithoutToken() {
        assertThat(new TestClient(server).post(applications, TestClient.applicationInput("a")).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesTooManyApplications() {
        server.account(BOT).maximumApplications(1);
        create("a");
        HttpResponse<String> answer = create("b");
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(json(answer).path("subcode").asText()).isEqualTo("TooManyApplications");
    }

    @Test
    void refusesByPolicyWhenAsked() {
        server.account(BOT).refuseApplications(403, "Forbidden", "None");
        assertThat(create("a").statusCode()).isEqualTo(403);
    }

    @Test
    void isGoneOnceDeleted() {
        String self = self(create("a"));
        assertThat(client.delete(self).statusCode()).isEqualTo(204);
        await().untilAsserted(() -> assertThat(client.get(self).statusCode()).isEqualTo(404));
        assertThat(json(client.get(self)).path("subcode").asText()).isEqualTo("ApplicationNotFound");
    }

    @Test
    void refusesGuessedUrls() {
        String self = self(create("a"));
        assertThat(client.get(self + "/communication/invitations").statusCode()).isEqualTo(404);
        assertThat(client.get("/ucwa/v1/applications").statusCode()).isEqualTo(404);
    }

    @Test
    void becomesAvailableOnce() {
        JsonNode application = json(create("a"));
        String link = application.at("/_embedded/me/_links/makeMeAvailable/href").asText();
        String input = "{\"signInAs\":\"Online\",\"supportedModalities\":[\"Messaging\"],\"supportedMessageFormats\":[\"Plain\",\"Html\"]}";
        assertThat(client.post(link, input).statusCode()).isEqualTo(204);
        HttpResponse<String> again = client.post(link, input);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(json(again).path("subcode").asText()).isEqualTo("AlreadyExists");
        JsonNode me = json(client.get(application.at("/_links/self/href").asText())).at("/_embedded/me/_links");
        assertThat(me.has("makeMeAvailable")).isFalse();
        assertThat(me.has("reportMyActivity")).isTrue();
    }

    @Test
    void tellsInEventsWhatBecomingAvailableChanged() {
        JsonNode application = json(create("a"));
        client.post(application.at("/_embedded/me/_links/makeMeAvailable/href").asText(), "{\"supportedModalities\":[\"Messaging\"]}");
        JsonNode events = json(client.get(application.at("/_links/events/href").asText()));
        assertThat(events.at("/sender/0/events/0/_embedded/communication/supportedModalities/0").asText()).isEqualTo("Messaging");
        assertThat(events.at("/sender/1/events")).extracting(event -> event.at("/link/rel").asText())
                .containsExactly("me", "presence", "note", "location");
    }

    @Test
    void refusesModalitiesOfMedia() {
        String link = json(create("a")).at("/_embedded/me/_links/makeMeAvailable/href").asText();
        assertThat(client.post(link, "{\"supportedModalities\":[\"Audio\"]}").statusCode()).isEqualTo(403);
    }

    @Test
    void answersVersion2OfMakeMeAvailableWhenOffered() {
        server.behaviour().makeMeAvailableRevision("2");
        JsonNode link = json(create("a")).at("/_embedded/me/_links/makeMeAvailable");
        assertThat(link.path("revision").asText()).isEqualTo("2");
        HttpResponse<String> answer = client.requiringVersion("2").post(link.path("href").asText(), "{}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).path("operations").isArray()).isTrue();
    }

    @Test
    void refusesAVersionItDoesNotHave() {
        HttpResponse<String> answer = client.requiringVersion("9").post(applications, TestClient.applicationInput("a"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).path("subcode").asText()).isEqualTo("APIVersionNotSupported");
    }

    @Test
    void wantsToBeAvailableBeforeActivityIsReported() {
        HttpResponse<String> answer = client.post(self(create("a")) + "/me/reportMyActivity");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).path("subcode").asText()).isEqualTo("MakeMeAvailableRequired");
    }

    @Test
    void expiresWithoutActivity() {
        server.time(SimulatedTime.scaled(10_000).with(SimulatedTimer.POLL_LOSS, Duration.ofDays(9)));
        JsonNode application = json(create("a"));
        client.post(application.at("/_embedded/me/_links/makeMeAvailable/href").asText(), "{}");
        String self = application.at("/_links/self/href").asText();
        await().untilAsserted(() -> assertThat(client.get(self).statusCode()).isEqualTo(410));
        assertThat(json(client.get(self)).path("subcode").asText()).isEqualTo("InactiveApplicationExpired");
    }

    private HttpResponse<String> create(String endpointId) {
        return client.post(applications, TestClient.applicationInput(endpointId));
    }

    private static String self(HttpResponse<String> answer) {
        return json(answer).at("/_links/self/href").asText();
    }
}
