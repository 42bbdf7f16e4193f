package io.github.camelucwa.simulator;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.camelucwa.simulator.TestClient.BOT;
import static io.github.camelucwa.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The smaller switches, one by one. */
class SwitchesTest {

    private static final String ALICE = "sip:alice@fabrikam.example";
    private static final String[] GRANT = {"grant_type", "password", "username", "bot@fabrikam.example", "password", TestClient.PASSWORD};

    private UcwaSimulator server;
    private TestClient client;

    @BeforeEach
    void start() {
        server = TestClient.server().time(SimulatedTime.scaled(100)).start();
        client = new TestClient(server);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void tokenErrorRefusesEveryToken() {
        server.signIn().tokenError("server_error");
        HttpResponse<String> answer = client.form(SignIn.TOKEN_PATH, GRANT);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").asText()).isEqualTo("server_error");
    }

    @Test
    void minimalTokenHasNothingButTheToken() {
        server.signIn().minimalToken(true);
        assertThat(json(client.form(SignIn.TOKEN_PATH, GRANT)).size()).isEqualTo(1);
    }

    @Test
    void grantsAreOfferedAndTaken() {
        server.signIn().grants("urn:microsoft.rtc:passive");
        assertThat(json(client.form(SignIn.TOKEN_PATH, GRANT)).path("error").asText()).isEqualTo("unsupported_grant_type");
        assertThat(json(client.form(SignIn.TOKEN_PATH, "grant_type", "urn:microsoft.rtc:passive")).path("ms_rtc_passiveauthuri").asText())
                .endsWith("/PassiveAuth.aspx");
    }

    @Test
    void tokenUrlIsNamedByTheChallenge() {
        server.signIn().tokenUrl("https://elsewhere.example/WebTicket/oauthtoken");
        assertThat(TestClient.tokenUrl(client.post("/ucwa/oauth/v1/applications"))).isEqualTo("https://elsewhere.example/WebTicket/oauthtoken");
    }

    @Test
    void expiredTokensAreRefusedOnTheNextRequestOnly() {
        String events = client.application("a").at("/_links/events/href").asText();
        CompletableFuture<HttpResponse<String>> held = poll(events);
        server.expireTokens();
        assertThat(held.join().statusCode()).isEqualTo(200);
        assertThat(client.get(events).statusCode()).isEqualTo(401);
    }

    @Test
    void refusalsOfTokensHaveTheirDiagnostics() {
        server.faults().on(RequestKind.DISCOVERY_ROOT).wrongTicket();
        assertThat(diagnostics(client.get("/"))).startsWith("28032;");
        server.faults().on(RequestKind.DISCOVERY_ROOT).invalidToken();
        assertThat(diagnostics(client.get("/"))).startsWith("28055;");
        server.faults().on(RequestKind.DISCOVERY_ROOT).proxyChallenge();
        assertThat(client.get("/").headers().allValues("WWW-Authenticate")).containsExactly("Negotiate", "NTLM");
        server.faults().on(RequestKind.DISCOVERY_ROOT).redirect(307, "https://elsewhere.example/");
        assertThat(client.get("/").headers().firstValue("Location")).hasValue("https://elsewhere.example/");
    }

    @Test
    void locationsCanBeAbsolute() {
        server.behaviour().absoluteLocation(true);
        client.application("a");
        String link = json(client.get(server.account(BOT).startConversation("one").href())).at("/_links/addParticipant/href").asText();
        HttpResponse<String> answer = client.post(link, "{\"to\":\"" + ALICE + "\"}");
        assertThat(answer.headers().firstValue("Location").orElse("")).startsWith(server.origin() + "/ucwa/");
    }

    @Test
    void heldPollsCanBeEndedWithAnyStatus() {
        CompletableFuture<HttpResponse<String>> held = poll(client.application("a").at("/_links/events/href").asText());
        assertThat(server.account(BOT).application().endPoll(504)).isTrue();
        assertThat(held.join().statusCode()).isEqualTo(504);
    }

    @Test
    void invitationsCanBeTakenElsewhere() {
        JsonNode application = client.application("a");
        client.post(application.at("/_embedded/me/_links/makeMeAvailable/href").asText(), "{\"supportedModalities\":[\"Messaging\"]}");
        SimulatedInvitation invitation = server.account(BOT).incomingMeetingInvitation(ALICE, "Incident");
        assertThat(invitation.takeElsewhere()).isTrue();
        assertThat(invitation.accept()).isFalse();
        assertThat(client.get(application.at("/_links/events/href").asText()).body()).contains("ConnectedElsewhere");
    }

    @Test
    void peopleJoinAndLeave() {
        String events = client.application("a").at("/_links/events/href").asText();
        SimulatedConversation conversation = server.account(BOT).startConversation("one");
        assertThat(conversation.join(ALICE).participants()).containsExactly(BOT, ALICE);
        assertThat(conversation.leave(ALICE).participants()).containsExactly(BOT);
        assertThat(json(client.get(events)).findValuesAsText("type")).contains("added", "deleted");
    }

    @Test
    void packagesThatWentOutAreKept() {
        server.account(BOT).packagesKept(1);
        String events = client.application("a").at("/_links/events/href").asText();
        server.account(BOT).startConversation("one");
        String next = json(client.get(events)).at("/_links/next/href").asText();
        server.account(BOT).startConversation("two");
        client.get(next);
        assertThat(server.account(BOT).deliveredPackages()).singleElement().asString().contains("two");
    }

    @Test
    void everythingCanBeLost() {
        String self = client.application("a").at("/_links/self/href").asText();
        String token = client.token();
        server.loseEverything();
        assertThat(client.get(self).statusCode()).isEqualTo(401);
        server.acceptToken(BOT, token);
        assertThat(json(client.get(self)).path("subcode").asText()).isEqualTo("ApplicationNotFound");
    }

    private CompletableFuture<HttpResponse<String>> poll(String events) {
        CompletableFuture<HttpResponse<String>> poll = client.getLater(events);
        await().until(() -> server.account(BOT).application().isPolled());
        return poll;
    }

    private static String diagnostics(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Ms-diagnostics").orElse("");
    }
}
