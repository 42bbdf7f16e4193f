package io.github.camelucwa.simulator;

import java.net.URI;
import java.net.http.HttpResponse;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.camelucwa.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

/** The switches of discovery and challenge, and further hosts (protocol sections 2 and 3). */
class DiscoveryTest {

    private static final String ROOT = "/Autodiscover/AutodiscoverService.svc/root";
    private static final String USER = ROOT + "/oauth/user";

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
    void redirectsInTheBody() {
        server.discovery().redirectInBody("https://elsewhere.example/root");
        JsonNode links = json(client.get(ROOT)).path("_links");
        assertThat(links.at("/redirect/href").asText()).isEqualTo("https://elsewhere.example/root");
        assertThat(links.has("user")).isFalse();
    }

    @Test
    void redirectsByHttp() {
        server.discovery().redirectByHttp("https://elsewhere.example/root");
        HttpResponse<String> answer = client.get(ROOT);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("https://elsewhere.example/root");
    }

    @Test
    void redirectsForEver() {
        server.discovery().loopInBody();
        String first = json(client.get(ROOT)).at("/_links/redirect/href").asText();
        assertThat(json(client.get(first)).at("/_links/redirect/href").asText()).isNotEqualTo(first);
        server.discovery().loopByHttp();
        assertThat(client.get(first).statusCode()).isEqualTo(302);
    }

    @Test
    void answersWithOtherFormats() {
        server.discovery().html();
        assertThat(client.get(ROOT).headers().firstValue("Content-Type")).hasValue("text/html");
        server.discovery().xml();
        assertThat(client.get(ROOT).body()).startsWith("<?xml");
        server.discovery().withoutUser();
        assertThat(json(client.get(ROOT)).path("_links").has("user")).isFalse();
        server.discovery().notFound();
        assertThat(client.get(ROOT).statusCode()).isEqualTo(404);
        server.discovery().reset();
        assertThat(json(client.get(ROOT)).path("_links").has("user")).isTrue();
    }

    @Test
    void sendsTheUserToAnotherPoolWhichWantsATokenOfItsOwn() {
        SimulatedHost pool = server.addHost("localhost");
        server.discovery().applicationsAt(pool.origin());
        String applications = client.signIn();
        assertThat(applications).startsWith(pool.origin());
        assertThat(client.post(applications, TestClient.applicationInput("a")).statusCode()).isEqualTo(500);
        HttpResponse<String> challenge = client.withToken(null).post(applications, TestClient.applicationInput("a"));
        String tokenUrl = TestClient.tokenUrl(challenge);
        assertThat(tokenUrl).startsWith(pool.origin());
        client.withToken(json(client.form(tokenUrl, "grant_type", "password", "username", "bot@fabrikam.example", "password",
                TestClient.PASSWORD)).path("access_token").asText());
        assertThat(client.post(applications, TestClient.applicationInput("a")).statusCode()).isEqualTo(201);
    }

    @Test
    void answersOnEveryHostByItself() {
        SimulatedHost pool = server.addHost("localhost");
        server.discovery().redirectInBody(pool.discoveryUrl());
        String redirect = json(client.get(ROOT)).at("/_links/redirect/href").asText();
        assertThat(json(client.get(redirect)).at("/_links/user/href").asText()).startsWith(pool.origin());
    }

    @Test
    void hasAPlainFirstHop() {
        try (UcwaSimulator secure = UcwaSimulator.create().user(TestClient.BOT, TestClient.PASSWORD).start()) {
            SimulatedHost plain = secure.addPlainHost("localhost");
            plain.discovery().redirectByHttp(secure.discoveryUrl());
            HttpResponse<String> answer = new TestClient(secure).get(plain.discoveryUrl());
            assertThat(answer.headers().firstValue("Location").orElse("")).startsWith("https://");
        }
    }

    @Test
    void recordsWhatAForeignHostGets() {
        SimulatedHost foreign = server.addForeignHost("127.0.0.1");
        TestClient careless = new TestClient(server, URI.create(foreign.origin()));
        assertThat(careless.get("/anything").statusCode()).isEqualTo(401);
        careless.form(SignIn.TOKEN_PATH, "grant_type", "password", "username", "bot", "password", "secret");
        assertThat(foreign.requests().of(RequestKind.TOKEN)).singleElement().satisfies(request -> {
            assertThat(request.body()).contains("secret");
            assertThat(request).asString().doesNotContain("secret");
        });
        assertThat(server.requests().all()).isEmpty();
    }

    @Test
    void leadsLinksElsewhereWhenAsked() {
        server.behaviour().links((rel, href) -> rel.equals("events") ? "https://elsewhere.example" + href : href);
        JsonNode application = client.application("a");
        assertThat(application.at("/_links/events/href").asText()).startsWith("https://elsewhere.example/ucwa/");
        assertThat(application.at("/_links/self/href").asText()).startsWith("/ucwa/");
    }

    @Test
    void redirectsTheUser() {
        client.signIn();
        server.discovery().userRedirect("https://pool7.fabrikam.example/root");
        assertThat(json(client.get(USER)).at("/_links/redirect/href").asText()).isEqualTo("https://pool7.fabrikam.example/root");
        server.discovery().userForbidden();
        assertThat(client.get(USER).statusCode()).isEqualTo(403);
        server.discovery().userNotFound();
        assertThat(client.get(USER).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(SignInSwitches.Challenge.class)
    void challengesInManyForms(SignInSwitches.Challenge form) {
        server.signIn().challenge(form);
        HttpResponse<String> answer = client.get(USER);
        assertThat(answer.statusCode()).isEqualTo(form == SignInSwitches.Challenge.FORBIDDEN ? 403 : 401);
        int fields = switch (form) {
            case NONE -> 0;
            case JOINED, ONLY_BEARER -> 1;
            default -> 2;
        };
        assertThat(answer.headers().allValues("WWW-Authenticate")).hasSize(fields);
    }

    @Test
    void staysOnItsPortWhenRestarted() {
        String before = server.origin();
        client.signIn();
        server.restart();
        assertThat(server.origin()).isEqualTo(before);
        assertThat(client.get(USER).statusCode()).isEqualTo(200);
    }
}
