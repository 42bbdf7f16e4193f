package io.github.camelucwa.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

import com.sun.net.httpserver.HttpExchange;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class OAuth2SourceTest {

    private static final URI TARGET = URI.create("https://pool.fabrikam.example:443/ucwa/x");
    private static final String SECRET = "cl1ent&s+cret%";
    private static final String PASSWORD = "p&ss+w%rd";

    private final ManualClock clock = new ManualClock();
    private final RefusedCredentials refused = new RefusedCredentials(clock);
    private final CloseableHttpClient client = HttpClientBuilder.create().disableAutomaticRetries().disableRedirectHandling().build();
    private final Transport transport = new Transport("bot", client, client, 1 << 20, null);
    private StubServer.Script script = (got, exchange) -> authority(got, exchange);
    private final StubServer server = new StubServer((got, exchange) -> script.answer(got, exchange));

    @AfterEach
    void close() throws Exception {
        transport.close();
        server.close();
    }

    /** Gives a token only for exactly what a client of each grant has to send (RFC 6749, 4.3 and 4.4). */
    private static void authority(StubServer.Got got, HttpExchange exchange) throws java.io.IOException {
        Map<String, String> form = form(got.body());
        boolean formed = "POST".equals(got.method()) && got.header("Content-Type").startsWith("application/x-www-form-urlencoded");
        boolean known = "app".equals(form.get("client_id")) && SECRET.equals(form.get("client_secret"));
        boolean user = "bot@fabrikam.example".equals(form.get("username")) && PASSWORD.equals(form.get("password"));
        if (!formed) {
            StubServer.json(exchange, 400, "{\"error\":\"invalid_request\"}");
        } else if (!known) {
            StubServer.json(exchange, 401, "{\"error\":\"invalid_client\",\"error_codes\":[7000215],\"error_description\":\"AADSTS7000215: "
                    + form.get("client_secret") + "\"}");
        } else if ("password".equals(form.get("grant_type")) && !user) {
            StubServer.json(exchange, 400, "{\"error\":\"invalid_grant\",\"error_codes\":[50126]}");
        } else {
            StubServer.json(exchange, 200, "{\"access_token\":\"jwt." + form.get("grant_type") + "\",\"expires_in\":\"3599\"}");
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return form;
    }

    private OAuth2Source source(String secret, String scope, String username, String password) {
        return new OAuth2Source(transport, refused, clock, server.url("/tenant/oauth2/token?x=y"), "app", secret, scope, username, password);
    }

    private AccessToken fetch(OAuth2Source source) throws CallFailedException {
        return source.fetch(Challenge.NONE, TARGET, new CallHandle());
    }

    private CallFailedException failure(OAuth2Source source) {
        CallFailedException e = catchThrowableOfType(CallFailedException.class, () -> fetch(source));
        assertThat(e).isNotNull().hasMessageNotContaining(SECRET).hasMessageNotContaining(PASSWORD)
                .hasMessageNotContaining("not-the-secret").hasMessageContaining("/tenant/oauth2/token answered");
        return e;
    }

    @Test
    void clientCredentialsAreEnoughForAClientOfItsOwn() throws Exception {
        AccessToken token = fetch(source(SECRET, "https://pool.fabrikam.example/.default", "bot@fabrikam.example", null));
        assertThat(token.value()).isEqualTo("jwt.client_credentials");
        assertThat(token.expiresAt()).isEqualTo(clock.instant().plusSeconds(3599));
        assertThat(form(server.requests().get(0).body())).isEqualTo(Map.of("grant_type", "client_credentials", "client_id", "app",
                "client_secret", SECRET, "scope", "https://pool.fabrikam.example/.default"));
    }

    @Test
    void userNameAndPasswordMakeThePasswordGrant() throws Exception {
        assertThat(fetch(source(SECRET, "s", "bot@fabrikam.example", PASSWORD)).value()).isEqualTo("jwt.password");
        assertThat(form(server.requests().get(0).body())).containsEntry("username", "bot@fabrikam.example").containsEntry("password", PASSWORD);
    }

    @Test
    void withoutScopeTheHostThatAsksIsTheResource() throws Exception {
        fetch(source(SECRET, null, null, null));
        assertThat(form(server.requests().get(0).body())).containsEntry("resource", "https://pool.fabrikam.example").doesNotContainKey("scope");
    }

    @Test
    void aPublicClientSendsNoSecret() {
        failure(source(null, null, "bot@fabrikam.example", PASSWORD));
        assertThat(form(server.requests().get(0).body())).doesNotContainKey("client_secret");
    }

    @Test
    void aWrongSecretIsToldWithTheAuthoritysNumberAndNotTriedAgain() {
        CallFailedException e = failure(source("not-the-secret", null, null, null));
        assertThat(e).hasMessageContainingAll("401: invalid_client AADSTS7000215", "oauth2ClientSecret");
        assertThat(e.kind()).isEqualTo(FailureKind.CREDENTIALS_REFUSED);
        assertThat(catchThrowableOfType(CallFailedException.class, () -> fetch(source("not-the-secret", null, null, null))))
                .hasMessageContaining("not asked again");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aWrongPasswordIsTold() {
        CallFailedException e = failure(source(SECRET, null, "bot@fabrikam.example", "not-the-secret"));
        assertThat(e).hasMessageContainingAll("invalid_grant AADSTS50126", "username and password");
        assertThat(e.retryAfter()).isEqualTo(RefusedCredentials.PAUSE);
    }

    @ParameterizedTest
    @CsvSource({ "400,server_error,UNAUTHENTICATED", "503,temporarily_unavailable,UNAUTHENTICATED", "400,invalid_scope,CREDENTIALS_REFUSED",
            "400,unauthorized_client,CREDENTIALS_REFUSED", "502,,UNAUTHENTICATED", "404,,UNAUTHENTICATED", "302,,UNAUTHENTICATED" })
    void otherFailuresAreToldApart(int status, String error, FailureKind kind) {
        script = (got, exchange) -> StubServer.json(exchange, status, error == null ? "<html>" : "{\"error\":\"" + error + "\"}");
        CallFailedException e = failure(source(SECRET, null, null, null));
        assertThat(e.kind()).isEqualTo(kind);
        assertThat(e).hasMessageContaining(String.valueOf(status)).hasMessageContaining(error == null ? "without an OAuth error" : error);
    }
}
