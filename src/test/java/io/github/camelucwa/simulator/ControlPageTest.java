package io.github.camelucwa.simulator;

import java.net.http.HttpResponse;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.camelucwa.simulator.TestClient.BOT;
import static io.github.camelucwa.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

/** The control page's two resources; the page itself is vanilla JavaScript on top of them. */
class ControlPageTest {

    private static final String BOB = "sip:bob@fabrikam.example";

    private UcwaSimulator server;
    private TestClient client;

    @BeforeEach
    void signIn() {
        server = TestClient.server().start();
        client = new TestClient(server);
        client.application("a");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void isAnHtmlPage() {
        HttpResponse<String> answer = client.get("/simulator/");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(answer.body()).contains("Cut the connection", "Lose the application", "Stay silent", "Decline");
    }

    @Test
    void invitesAndAnswers() {
        step("{\"do\":\"startConversation\",\"subject\":\"Incident\"}", 200);
        String conversation = state().at("/accounts/0/applications/0/conversations/0/href").asText();
        step("{\"do\":\"invite\",\"in\":\"" + conversation + "\",\"who\":\"" + BOB + "\",\"reaction\":\"staysSilent\"}", 200);
        JsonNode invitation = state().at("/accounts/0/applications/0/invitations/0");
        assertThat(invitation.path("state").asText()).isEqualTo("Connecting");
        step("{\"do\":\"decline\",\"invitation\":\"" + invitation.path("href").asText() + "\"}", 200);
        assertThat(state().at("/accounts/0/applications/0/invitations/0/state").asText()).isEqualTo("Failed");
    }

    @Test
    void losesTheApplication() {
        step("{\"do\":\"loseApplication\",\"account\":\"" + BOT + "\"}", 200);
        assertThat(server.account(BOT).applications()).isEmpty();
        step("{\"do\":\"cutPoll\"}", 409);
    }

    @Test
    void refusesWhatAnotherPageCouldSend() {
        assertThat(client.sending("text/plain").post("/simulator/step", "{\"do\":\"expireTokens\"}").statusCode()).isEqualTo(415);
    }

    @Test
    void isNotRecorded() {
        server.requests().clear();
        state();
        assertThat(server.requests().all()).isEmpty();
    }

    private void step(String json, int status) {
        assertThat(client.post("/simulator/step", json).statusCode()).isEqualTo(status);
    }

    private JsonNode state() {
        return json(client.get("/simulator/state"));
    }
}
