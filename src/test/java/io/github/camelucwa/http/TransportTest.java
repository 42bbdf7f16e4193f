package io.github.camelucwa.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpExchange;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class TransportTest {

    private static final int LIMIT = 100_000;

    private final CloseableHttpClient client = HttpClientBuilder.create().disableAutomaticRetries().disableRedirectHandling().build();
    private final Transport transport = new Transport("bot", client, client, LIMIT, null);
    private final List<AutoCloseable> open = new ArrayList<>(List.of(transport));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private StubServer server(StubServer.Script script) {
        StubServer server = new StubServer(script);
        open.add(server);
        return server;
    }

    private Answer get(URI url) throws CallFailedException {
        return transport.send(Request.get(url, "application/json"), null, false, new CallHandle());
    }

    private static void endless(HttpExchange exchange, OutputStream out) throws IOException {
        byte[] zeros = new byte[65536];
        for (int i = 0; i < 100_000; i++) {
            out.write(zeros);
        }
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() throws Exception {
        StubServer other = server((got, exchange) -> StubServer.json(exchange, 200, "{}"));
        StubServer server = server((got, exchange) -> {
            exchange.getResponseHeaders().set("Location", other.url("/x").toString());
            StubServer.send(exchange, 307, null, "");
        });
        Answer answer = transport.send(Request.get(server.url("/"), "application/json"), new AccessToken("cwt=a", null), false,
                new CallHandle());
        assertThat(answer.status()).isEqualTo(307);
        assertThat(other.requests()).isEmpty();
    }

    @Test
    void aBusyServerIsNotAskedAgainByItself() throws Exception {
        StubServer server = server((got, exchange) -> {
            exchange.getResponseHeaders().set("Retry-After", "1");
            StubServer.send(exchange, 503, "text/html", "busy");
        });
        assertThat(get(server.url("/")).status()).isEqualTo(503);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void acceptAndTokenAreSentAndAPostWithoutBodyHasALength() throws Exception {
        StubServer server = server((got, exchange) -> StubServer.send(exchange, 204, null, ""));
        transport.send(Request.post(server.url("/a?b=c#fragment"), "application/json"), new AccessToken("cwt=a", null), false,
                new CallHandle());
        StubServer.Got got = server.requests().get(0);
        assertThat(got.header("Accept")).isEqualTo("application/json");
        assertThat(got.header("Authorization")).isEqualTo("Bearer cwt=a");
        assertThat(got.header("Content-Length")).isEqualTo("0");
        assertThat(got.path()).isEqualTo("/a?b=c");
    }

    @Test
    void anAnswerThatIsTooLargeIsNotReadToItsEnd() {
        StubServer server = server((got, exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            endless(exchange, exchange.getResponseBody());
        });
        assertThatThrownBy(() -> get(server.url("/"))).isInstanceOf(CallFailedException.class)
                .hasMessageContainingAll("maxResponseSize=" + LIMIT, "not read further");
    }

    @Test
    void aCompressedAnswerIsMeasuredByWhatItUnpacksTo() {
        StubServer server = server((got, exchange) -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            GZIPOutputStream out = new GZIPOutputStream(exchange.getResponseBody());
            endless(exchange, out);
        });
        assertThatThrownBy(() -> get(server.url("/"))).hasMessageContaining("maxResponseSize=" + LIMIT);
    }

    @Test
    void aRequestMayExpectLess() {
        StubServer server = server((got, exchange) -> StubServer.send(exchange, 200, "text/plain", "x".repeat(101)));
        assertThatThrownBy(() -> transport.send(Request.get(server.url("/"), "*/*").atMost(100), null, false, new CallHandle()))
                .isInstanceOfSatisfying(CallFailedException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.MALFORMED))
                .hasMessageContaining("100 bytes");
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() {
        CountDownLatch end = new CountDownLatch(1);
        StubServer server = server((got, exchange) -> await(end));
        assertThatThrownBy(() -> transport.send(Request.get(server.url("/q?secret=1"), "*/*").within(Duration.ofMillis(300)), null, false,
                new CallHandle()))
                .isInstanceOfSatisfying(CallFailedException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT))
                .hasMessageContaining("GET " + server.url("/q")).hasMessageNotContaining("secret");
        end.countDown();
    }

    @Test
    void aHeadThatTricklesIsGivenUp() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread trickle = new Thread(() -> trickle(listening, "HTTP/1.1 200 OK\r\nX-Long: "));
            trickle.setDaemon(true);
            trickle.start();
            URI url = URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/");
            long start = System.nanoTime();
            assertThatThrownBy(() -> transport.send(Request.get(url, "*/*").within(Duration.ofSeconds(1)), null, false, new CallHandle()))
                    .isInstanceOf(CallFailedException.class).hasMessageContaining("was given up");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aBodyThatTricklesIsGivenUp() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread trickle = new Thread(() -> trickle(listening, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"));
            trickle.setDaemon(true);
            trickle.start();
            URI url = URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/");
            assertThatThrownBy(() -> transport.send(Request.get(url, "*/*").within(Duration.ofSeconds(1)), null, false, new CallHandle()))
                    .isInstanceOf(CallFailedException.class).hasMessageContaining("was given up");
        }
    }

    private static void trickle(ServerSocket listening, String begin) {
        try (Socket socket = listening.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write(begin.getBytes(StandardCharsets.US_ASCII));
            CountDownLatch never = new CountDownLatch(1);
            while (!never.await(50, TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        } catch (IOException | InterruptedException closed) {
            // the client hung up, as it should
        }
    }

    @Test
    void anAbortEndsACallAtOnce() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        StubServer server = server((got, exchange) -> {
            arrived.countDown();
            await(end);
        });
        ExecutorService threads = Executors.newSingleThreadExecutor();
        CallHandle handle = new CallHandle();
        Future<Answer> call = threads.submit(() -> transport.send(Request.get(server.url("/"), "*/*"), null, false, handle));
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
        handle.abort();
        assertThatThrownBy(() -> call.get(1, TimeUnit.SECONDS)).cause()
                .isInstanceOfSatisfying(CallFailedException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.STOPPED));
        assertThatThrownBy(() -> transport.send(Request.get(server.url("/"), "*/*"), null, false, handle))
                .as("nothing begins with an aborted handle").hasMessageContaining("stopping");
        assertThat(server.requests()).hasSize(1);
        end.countDown();
        threads.shutdownNow();
    }

    @Test
    void cookiesStayAmongTrustedHosts() throws Exception {
        StubServer server = server((got, exchange) -> {
            exchange.getResponseHeaders().set("Set-Cookie", "affinity=fe1; path=/");
            StubServer.send(exchange, 204, null, "");
        });
        Request request = Request.get(server.url("/"), "*/*");
        transport.send(request, null, true, new CallHandle());
        transport.send(request, null, false, new CallHandle());
        transport.send(request, null, true, new CallHandle());
        transport.send(request, null, false, new CallHandle());
        assertThat(server.requests().stream().map(got -> got.header("Cookie"))).containsExactly(null, null, null, "affinity=fe1");
    }

    @Test
    void credentialsOfTheClientAreNotOfferedToWhoeverAsks() throws Exception {
        StubServer server = server((got, exchange) -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
            StubServer.send(exchange, 401, "text/html", "who?");
        });
        var provider = new org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider();
        provider.setCredentials(new org.apache.hc.client5.http.auth.AuthScope(null, -1),
                new org.apache.hc.client5.http.auth.UsernamePasswordCredentials("u", "p".toCharArray()));
        try (CloseableHttpClient generous = HttpClientBuilder.create().setDefaultCredentialsProvider(provider).build()) {
            Transport careful = new Transport("bot", generous, generous, LIMIT, new ProxyCredentials("127.0.0.1", 1, "pu", "pp", null, null));
            assertThat(careful.send(Request.get(server.url("/"), "*/*"), null, false, new CallHandle()).status()).isEqualTo(401);
        }
        assertThat(server.requests()).hasSize(1).allMatch(got -> got.header("Authorization") == null);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
