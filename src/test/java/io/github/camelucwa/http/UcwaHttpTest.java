package io.github.camelucwa.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UcwaHttpTest {

    private final CloseableHttpClient client = HttpClientBuilder.create().disableAutomaticRetries().build();
    private final Transport transport = new Transport("bot", client, client, 1 << 20, null);
    private final AtomicInteger issued = new AtomicInteger();
    private final Set<String> good = ConcurrentHashMap.newKeySet();
    private final List<Challenge> challenges = new ArrayList<>();
    private final UcwaHttp http = new UcwaHttp(transport, new TrustedHosts(null, List.of("127.0.0.1", "127.0.0.3"), true),
            (challenge, target, handle) -> {
                challenges.add(challenge);
                String token = Origin.of(target).port() + "." + issued.incrementAndGet();
                good.add(token);
                return new AccessToken(token, null);
            }, Clock.systemUTC());
    private StubServer.Script refusal = (got, exchange) -> challenge(exchange);
    private final StubServer pool = pool("127.0.0.1");
    private final StubServer otherPool = pool("127.0.0.3");

    /** Knows its own tokens only. */
    private StubServer pool(String address) {
        return new StubServer(address, (got, exchange) -> {
            String token = got.header("Authorization") == null ? "" : got.header("Authorization").substring("Bearer ".length());
            if (got.header("Authorization") == null) {
                challenge(exchange);
            } else if (good.contains(token) && token.startsWith(exchange.getLocalAddress().getPort() + ".")) {
                StubServer.json(exchange, 200, "{}");
            } else {
                refusal.answer(got, exchange);
            }
        });
    }

    private static void challenge(HttpExchange exchange) throws java.io.IOException {
        exchange.getResponseHeaders().set("WWW-Authenticate", "MsRtcOAuth href=\"https://x/t\",grant_type=\"password\"");
        StubServer.send(exchange, 401, "text/html", "<html>who?</html>");
    }

    @AfterEach
    void close() throws Exception {
        transport.close();
        pool.close();
        otherPool.close();
    }

    private Answer call(URI url) throws CallFailedException {
        return http.call(Request.get(url, "application/json"), new CallHandle());
    }

    @Test
    void eachHostGetsATokenOfItsOwn() throws Exception {
        assertThat(call(pool.url("/a")).status()).isEqualTo(200);
        assertThat(call(otherPool.url("/a")).status()).isEqualTo(200);
        assertThat(call(pool.url("/b")).status()).isEqualTo(200);
        assertThat(issued).hasValue(2);
        assertThat(otherPool.requests().get(0).header("Authorization")).as("first asked without a token").isNull();
    }

    @Test
    void aRefusedTokenIsReplacedAndTheSameRequestSentOnceMore() throws Exception {
        call(pool.url("/a"));
        good.clear();
        pool.requests().clear();
        Request post = Request.post(pool.url("/b?c=d"), "application/json", "application/json", "{\"x\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(http.call(post, new CallHandle()).status()).isEqualTo(200);
        assertThat(pool.requests()).hasSize(2).extracting(StubServer.Got::body).containsOnly("{\"x\":1}");
        assertThat(pool.requests()).extracting(StubServer.Got::path).containsOnly("/b?c=d");
        assertThat(pool.requests().get(0).header("Authorization")).isNotEqualTo(pool.requests().get(1).header("Authorization"));
    }

    @Test
    void aFreshTokenThatIsRefusedTooIsNotReplacedAgain() throws Exception {
        call(pool.url("/a"));
        pool.requests().clear();
        UcwaHttp unlucky = new UcwaHttp(transport, new TrustedHosts(null, List.of("127.0.0.1"), true),
                (challenge, target, handle) -> new AccessToken("never" + issued.incrementAndGet(), null), Clock.systemUTC());
        assertThat(unlucky.call(Request.get(pool.url("/a"), "*/*"), new CallHandle()).status()).isEqualTo(401);
        assertThat(pool.requests()).hasSize(2);
        assertThat(issued).hasValue(2);
    }

    @Test
    void aTicketOfAnotherPoolAnsweredWith500IsReplaced() throws Exception {
        refusal = (got, exchange) -> {
            exchange.getResponseHeaders().set("X-Ms-diagnostics", "28032;source=\"fe\";reason=\"The web ticket is invalid.\"");
            StubServer.send(exchange, 500, "text/html", "<html/>");
        };
        call(pool.url("/a"));
        good.clear();
        assertThat(call(pool.url("/a")).status()).isEqualTo(200);
        assertThat(issued).hasValue(2);
    }

    @Test
    void anOrdinary500IsNoMatterOfTokens() throws Exception {
        refusal = (got, exchange) -> StubServer.send(exchange, 500, "text/html", "<html/>");
        call(pool.url("/a"));
        good.clear();
        assertThat(call(pool.url("/a")).status()).isEqualTo(500);
        assertThat(issued).hasValue(1);
    }

    @Test
    void aReadyTokenRefusedWith500LeadsToTheHostsOwnChallenge() throws Exception {
        refusal = (got, exchange) -> {
            exchange.getResponseHeaders().set("X-Ms-diagnostics", "28032;reason=\"The web ticket is invalid.\"");
            StubServer.send(exchange, 500, "text/html", "<html/>");
        };
        UcwaHttp ready = new UcwaHttp(transport, new TrustedHosts(null, List.of("127.0.0.1"), true), new TokenSource() {
            @Override
            public AccessToken fetch(Challenge challenge, URI target, CallHandle handle) {
                challenges.add(challenge);
                String token = Origin.of(target).port() + ".new";
                good.add(token);
                return new AccessToken(token, null);
            }

            @Override
            public AccessToken initial() {
                return new AccessToken("stale", null);
            }
        }, Clock.systemUTC());
        assertThat(ready.call(Request.get(pool.url("/a"), "*/*"), new CallHandle()).status()).isEqualTo(200);
        assertThat(challenges).extracting(Challenge::tokenHref).containsExactly("https://x/t");
    }

    @Test
    void a403AboutTheTokenIsReplacedByTheEarlierChallenge() throws Exception {
        refusal = (got, exchange) -> {
            exchange.getResponseHeaders().set("X-Ms-diagnostics", "28055;source=\"fe\";reason=\"The OAuth token is invalid.\"");
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer client_id=\"x\", authorization_uri=\"https://login\"");
            StubServer.send(exchange, 403, "text/html", "<html/>");
        };
        call(pool.url("/a"));
        good.clear();
        assertThat(call(pool.url("/a")).status()).isEqualTo(200);
        assertThat(challenges).extracting(Challenge::tokenHref).containsExactly("https://x/t", "https://x/t");
    }

    @Test
    void a403AboutSomethingElseIsNot() throws Exception {
        refusal = (got, exchange) -> StubServer.json(exchange, 403, "{\"code\":\"Forbidden\",\"subcode\":\"NotAllowed\"}");
        call(pool.url("/a"));
        good.clear();
        assertThat(call(pool.url("/a")).status()).isEqualTo(403);
        assertThat(issued).hasValue(1);
    }

    @Test
    void aForeignHostIsNotEvenAsked() {
        try (StubServer foreign = new StubServer("127.0.0.2", (got, exchange) -> StubServer.json(exchange, 200, "{}"))) {
            assertThatThrownBy(() -> call(foreign.url("/a"))).isInstanceOfSatisfying(CallFailedException.class,
                    e -> assertThat(e.kind()).isEqualTo(FailureKind.UNTRUSTED));
            assertThat(foreign.requests()).isEmpty();
        }
    }

    @Test
    void askingShowsNoToken() throws Exception {
        call(pool.url("/a"));
        assertThat(http.ask(Request.get(pool.url("/root"), "*/*"), new CallHandle()).status()).isEqualTo(401);
        assertThat(pool.requests().get(pool.requests().size() - 1).header("Authorization")).isNull();
    }

    @Test
    void manyCallersWithARefusedTokenFetchOne() throws Exception {
        call(pool.url("/a"));
        good.clear();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            calls.add(threads.submit(() -> call(pool.url("/x"))));
        }
        for (Future<Answer> one : calls) {
            assertThat(one.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
        assertThat(issued).hasValue(2);
        assertThat(http.tokensFetched()).isEqualTo(2);
        threads.shutdownNow();
    }
}
