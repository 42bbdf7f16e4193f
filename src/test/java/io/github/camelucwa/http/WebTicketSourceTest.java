package io.github.camelucwa.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.github.camelucwa.http.StubServer.Script;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class WebTicketSourceTest {

    private static final String SECRET = "p&ss+w%rd \u00e4";
    private static final URI TARGET = URI.create("http://127.0.0.1:1/ucwa");

    private final ManualClock clock = new ManualClock();
    private final RefusedCredentials refused = new RefusedCredentials(clock);
    private final TrustedHosts trusted = new TrustedHosts(null, List.of("127.0.0.1"), true);
    private final CloseableHttpClient client = HttpClientBuilder.create().disableAutomaticRetries().disableRedirectHandling().build();
    private final Transport transport = new Transport("bot", client, client, 1 << 20, null);
    private Script script = (got, exchange) -> StubServer.json(exchange, 200,
            "{\"access_token\":\"cwt=AAEB\",\"expires_in\":28289,\"ms_rtc_identityscope\":\"local\",\"token_type\":\"Bearer\"}");
    private final StubServer server = new StubServer((got, exchange) -> script.answer(got, exchange));

    @AfterEach
    void close() throws Exception {
        transport.close();
        server.close();
    }

    private WebTicketSource source(WebTicketSource.Grant grant) {
        return new WebTicketSource(transport, trusted, refused, clock, grant, "FABRIKAM\\bot", SECRET);
    }

    private AccessToken fetch(WebTicketSource.Grant grant, String grants) throws CallFailedException {
        return fetch(grant, "MsRtcOAuth href=\"" + server.url("/WebTicket/oauthtoken") + "\",grant_type=\"" + grants + "\"", TARGET);
    }

    private AccessToken fetch(WebTicketSource.Grant grant, String field, URI target) throws CallFailedException {
        return source(grant).fetch(Challenge.parse(List.of(field)), target, new CallHandle());
    }

    private CallFailedException failure(WebTicketSource.Grant grant, String grants) {
        CallFailedException e = catchThrowableOfType(CallFailedException.class, () -> fetch(grant, grants));
        assertThat(e).isNotNull();
        assertThat(e).hasMessageNotContaining(SECRET).hasMessageNotContaining("w%rd").hasMessageNotContaining("w%25rd");
        return e;
    }

    @Test
    void thePasswordGrantEncodesItsValues() throws Exception {
        AccessToken token = fetch(WebTicketSource.Grant.AUTO, "urn:microsoft.rtc:windows,password");
        assertThat(token.value()).isEqualTo("cwt=AAEB");
        assertThat(token.expiresAt()).isEqualTo(clock.instant().plusSeconds(28289));
        StubServer.Got got = server.requests().get(0);
        assertThat(got.method()).isEqualTo("POST");
        assertThat(got.body()).isEqualTo("grant_type=password&username=FABRIKAM%5Cbot&password=p%26ss%2Bw%25rd+%C3%A4");
        assertThat(got.header("Content-Type")).startsWith("application/x-www-form-urlencoded");
        assertThat(got.header("Accept")).isEqualTo("application/json");
        assertThat(got.header("Authorization")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{\"access_token\":\"t\"}", "{\"access_token\":\"t\",\"expires_in\":null}",
            "{\"access_token\":\"t\",\"expires_in\":\"soon\"}", "{\"access_token\":\"t\",\"expires_in\":-1}" })
    void anUnknownLifeIsTolerated(String body) throws Exception {
        script = (got, exchange) -> StubServer.json(exchange, 200, body);
        assertThat(fetch(WebTicketSource.Grant.PASSWORD, "password").expiresAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource({ "99999999999999999999", "9223372036854775807", "1e300" })
    void anEndlessLifeIsHarmless(String life) throws Exception {
        script = (got, exchange) -> StubServer.json(exchange, 200, "{\"access_token\":\"t\",\"expires_in\":" + life + "}");
        assertThat(fetch(WebTicketSource.Grant.PASSWORD, "password").expiresAt()).isAfter(clock.instant());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{}|no access_token", "[]|not a token answer", "<html>|not a token answer",
            "{\"access_token\":\"a b\"}|cannot be used", "{\"access_token\":\"\"}|cannot be used" })
    void whatIsNoTokenAnswerIsSaidToBeNone(String body, String message) {
        script = (got, exchange) -> StubServer.json(exchange, 200, body);
        CallFailedException e = failure(WebTicketSource.Grant.PASSWORD, "password");
        assertThat(e).hasMessageContaining(message);
        assertThat(e.kind()).isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    void aWrongPasswordIsToldAndNotTriedAgain() {
        script = (got, exchange) -> StubServer.json(exchange, 400, "{\"error\":\"invalid_grant\"}");
        CallFailedException e = failure(WebTicketSource.Grant.AUTO, "password,urn:microsoft.rtc:windows");
        assertThat(e).hasMessageContainingAll("answered 400 to the grant password", "options username and password are not accepted",
                "locked");
        assertThat(e.kind()).isEqualTo(FailureKind.CREDENTIALS_REFUSED);
        assertThat(e.retryAfter()).isEqualTo(RefusedCredentials.PAUSE);
        assertThat(failure(WebTicketSource.Grant.AUTO, "password")).hasMessageContaining("to protect the account from being locked");
        assertThat(server.requests()).as("neither the other grant nor a second try").hasSize(1);
    }

    @Test
    void passiveSignInIsExplainedAndNoWrongPassword() throws Exception {
        script = (got, exchange) -> {
            exchange.getResponseHeaders().set("X-Ms-diagnostics", "28020;source=\"fe\";reason=\"No valid security token.\"");
            StubServer.json(exchange, 400, "{\"error\":\"invalid_grant\",\"ms_rtc_passiveauthuri\":\"https://x/PassiveAuth.aspx\"}");
        };
        CallFailedException e = failure(WebTicketSource.Grant.PASSWORD, "password");
        assertThat(e).hasMessageContainingAll("passive sign-in", "ADFS", "28020");
        assertThat(e.kind()).isEqualTo(FailureKind.CREDENTIALS_REFUSED);
        failure(WebTicketSource.Grant.PASSWORD, "password");
        assertThat(server.requests()).as("asking again is harmless").hasSize(2);
    }

    @Test
    void aGrantThatIsSwitchedOffLeadsToTheNextOne() {
        script = (got, exchange) -> StubServer.json(exchange, 400, "{\"error\":\"unsupported_grant_type\"}");
        CallFailedException e = failure(WebTicketSource.Grant.AUTO, "urn:microsoft.rtc:windows,password");
        assertThat(server.requests()).extracting(StubServer.Got::body).satisfiesExactly(
                first -> assertThat(first).startsWith("grant_type=password&"),
                second -> assertThat(second).isEqualTo("grant_type=urn%3Amicrosoft.rtc%3Awindows"));
        assertThat(e).hasMessageContaining("the grant urn:microsoft.rtc:windows is switched off there");
        assertThat(e.kind()).isEqualTo(FailureKind.CREDENTIALS_REFUSED);
    }

    @ParameterizedTest
    @CsvSource({ "invalid_request,CREDENTIALS_REFUSED", "invalid_scope,CREDENTIALS_REFUSED", "server_error,UNAUTHENTICATED",
            "something_new,UNAUTHENTICATED" })
    void otherErrorsAreNamed(String error, FailureKind kind) {
        script = (got, exchange) -> StubServer.json(exchange, 400, "{\"error\":\"" + error + "\"}");
        CallFailedException e = failure(WebTicketSource.Grant.PASSWORD, "password");
        assertThat(e).hasMessageContaining("it says " + error);
        assertThat(e.kind()).isEqualTo(kind);
    }

    @Test
    void anErrorThatEchoesThePasswordIsNotShown() {
        script = (got, exchange) -> StubServer.json(exchange, 400, "{\"error\":\"wrong password: " + SECRET + "\"}");
        failure(WebTicketSource.Grant.PASSWORD, "password");
    }

    @Test
    void aBusyServiceIsAskedLater() {
        script = (got, exchange) -> {
            exchange.getResponseHeaders().set("Retry-After", "120");
            StubServer.send(exchange, 503, "text/html", "<html>busy</html>");
        };
        CallFailedException e = failure(WebTicketSource.Grant.PASSWORD, "password");
        assertThat(e.kind()).isEqualTo(FailureKind.UNAUTHENTICATED);
        assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void aRedirectOfTheServiceIsNotFollowed() {
        script = (got, exchange) -> {
            exchange.getResponseHeaders().set("Location", server.url("/elsewhere").toString());
            StubServer.send(exchange, 307, null, "");
        };
        assertThat(failure(WebTicketSource.Grant.PASSWORD, "password").status()).isEqualTo(307);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aServiceOnAForeignHostGetsNothing() {
        try (StubServer foreign = new StubServer("127.0.0.2", (got, exchange) -> StubServer.json(exchange, 200, "{}"))) {
            assertThatThrownBy(() -> fetch(WebTicketSource.Grant.PASSWORD,
                    "MsRtcOAuth href=\"" + foreign.url("/t") + "\",grant_type=\"password\"", TARGET))
                    .isInstanceOfSatisfying(CallFailedException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNTRUSTED))
                    .hasMessageContainingAll("web ticket service", "127.0.0.2", "trustedHosts");
            assertThat(foreign.requests()).isEmpty();
        }
    }

    @Test
    void withoutTokenServiceTheMessageSaysWhatElseThereIs() {
        assertThatThrownBy(() -> fetch(WebTicketSource.Grant.PASSWORD, "Negotiate", TARGET))
                .hasMessageContainingAll("names no web ticket service", "negotiate", "proxy", "oauth2TokenEndpoint");
    }

    @Test
    void grantsThatCannotBeServedAreNamed() {
        assertThat(failure(WebTicketSource.Grant.PASSWORD, "urn:microsoft.rtc:windows")).hasMessageContainingAll(
                "offers the grants [urn:microsoft.rtc:windows]", "grantType=password needs password");
        assertThat(failure(WebTicketSource.Grant.WINDOWS, "password")).hasMessageContaining(
                "grantType=windows needs urn:microsoft.rtc:windows");
        assertThat(failure(WebTicketSource.Grant.AUTO, "urn:microsoft.rtc:passive")).hasMessageContaining("password or urn:");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void theWindowsGrantSendsNoPasswordAndSaysWhenNtlmIsMissing() {
        script = (got, exchange) -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Negotiate");
            StubServer.send(exchange, 401, "text/html", "<html/>");
        };
        CallFailedException e = failure(WebTicketSource.Grant.WINDOWS, "urn:microsoft.rtc:windows,password");
        assertThat(e).hasMessageContaining("offers no NTLM");
        assertThat(server.requests()).hasSize(1).allSatisfy(got -> {
            assertThat(got.body()).isEqualTo("grant_type=urn%3Amicrosoft.rtc%3Awindows");
            assertThat(got.header("Authorization")).isNull();
        });
    }

    @Test
    void anNtlmHandshakeThatFailsIsAWrongPassword() {
        script = (got, exchange) -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "NTLM");
            StubServer.send(exchange, 401, "text/html", "<html/>");
        };
        CallFailedException e = failure(WebTicketSource.Grant.WINDOWS, "urn:microsoft.rtc:windows");
        assertThat(e).hasMessageContaining("options username and password are not accepted");
        int asked = server.requests().size();
        assertThat(failure(WebTicketSource.Grant.WINDOWS, "urn:microsoft.rtc:windows")).hasMessageContaining("not asked again");
        assertThat(server.requests()).hasSize(asked);
    }
}
