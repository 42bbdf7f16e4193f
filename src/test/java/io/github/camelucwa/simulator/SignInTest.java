package io.github.camelucwa.simulator;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.camelucwa.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

/** Challenge, web tickets and who they are good for (protocol section 3). */
class SignInTest {

    private UcwaSimulator server;
    private TestClient client;

    @BeforeEach
    void start() {
        server = TestClient.server().start();
        client = new TestClient(server);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void challengesWithTwoFieldsAndAnHtmlPage() {
        HttpResponse<String> answer = client.get("/Autodiscover/AutodiscoverService.svc/root/oauth/user");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate")).hasSize(2);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html");
    }

    @Test
    void leadsToTheApplications() {
        assertThat(client.signIn()).isEqualTo(server.origin() + "/ucwa/oauth/v1/applications");
    }

    @Test
    void refusesAWrongPassword() {
        HttpResponse<String> answer = token("grant_type", "password", "username", "bot@fabrikam.example", "password", "wrong");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void knowsTheUserByDomainAndName() {
        assertThat(token("grant_type", "password", "username", "FABRIKAM\\bot", "password", TestClient.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesOtherGrants() {
        assertThat(json(token("grant_type", "urn:microsoft.rtc:passive")).path("error").asText()).isEqualTo("unsupported_grant_type");
    }

    @Test
    void refusesAPasswordThatWasNotEncoded() {
        client.sending("application/x-www-form-urlencoded");
        HttpResponse<String> answer = client.post(SignIn.TOKEN_PATH, "grant_type=password&username=bot@fabrikam.example&password=p&ss+w");
        assertThat(json(answer).path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void refusesOtherScopes() {
        assertThat(json(token("grant_type", "password", "scope", "mail")).path("error").asText()).isEqualTo("invalid_scope");
    }

    @Test
    void refusesATokenOfAnotherHostWith500() {
        String applications = client.signIn();
        TestClient otherHost = new TestClient(server, URI.create("http://127.0.0.1:" + server.port())).withToken(client.token());
        HttpResponse<String> answer = otherHost.post(URI.create(applications).getPath(), TestClient.applicationInput("a"));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("X-Ms-diagnostics").orElse("")).startsWith("28032;");
    }

    @Test
    void refusesAnExpiredToken() {
        server.tokenLife(Duration.ZERO);
        String user = "/Autodiscover/AutodiscoverService.svc/root/oauth/user";
        client.withToken(json(token("grant_type", "password", "username", "bot@fabrikam.example", "password", TestClient.PASSWORD))
                .path("access_token").asText());
        assertThat(client.get(user).statusCode()).isEqualTo(401);
    }

    @Test
    void answersInXmlWhenNothingIsSaidAboutTheFormat() {
        HttpResponse<String> answer = client.accepting(null).get("/");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/xml");
        assertThat(answer.body()).contains("<link rel=\"user\"");
    }

    @Test
    void issuesTokensForItselfOnly() {
        client.withToken(server.issueToken(TestClient.BOT));
        assertThat(client.post("/ucwa/oauth/v1/applications", TestClient.applicationInput("a")).statusCode()).isEqualTo(201);
        TestClient otherHost = new TestClient(server, URI.create("http://127.0.0.1:" + server.port())).withToken(client.token());
        assertThat(otherHost.post("/ucwa/oauth/v1/applications", TestClient.applicationInput("a")).statusCode()).isEqualTo(500);
    }

    @Test
    void takesTokensOfOtherServers() {
        server.acceptToken(TestClient.BOT, "eyJhbGciOi.payload.signature");
        client.withToken("eyJhbGciOi.payload.signature");
        assertThat(client.post("/ucwa/oauth/v1/applications", TestClient.applicationInput("a")).statusCode()).isEqualTo(201);
    }

    @Test
    void refusesRequestsOfBrowserPages() {
        assertThat(client.signIn()).isNotEmpty();
        HttpResponse<String> answer = client.fromOrigin("http://page.example").get("/Autodiscover/AutodiscoverService.svc/root/oauth/user");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(client.post("/ucwa/oauth/v1/applications", TestClient.applicationInput("a")).statusCode()).isEqualTo(403);
    }

    @Test
    void worksOverTls() {
        try (UcwaSimulator secure = UcwaSimulator.create().user(TestClient.BOT, TestClient.PASSWORD).start()) {
            assertThat(new TestClient(secure).signIn()).startsWith("https://localhost:");
        }
    }

    private HttpResponse<String> token(String... form) {
        return client.form(SignIn.TOKEN_PATH, form);
    }
}
