package io.github.camelucwa.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Each fault does what it says, as often as it says. */
class FaultsTest {

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
    void hitsOnceUnlessToldOtherwise() {
        Fault fault = server.faults().on(RequestKind.DISCOVERY_ROOT).answer(503);
        assertThat(client.get("/").statusCode()).isEqualTo(503);
        assertThat(client.get("/").statusCode()).isEqualTo(200);
        assertThat(fault.hits()).isEqualTo(1);
    }

    @Test
    void hitsAsOftenAsTold() {
        server.faults().on().times(2).answer(502);
        assertThat(client.get("/").statusCode()).isEqualTo(502);
        assertThat(client.get("/").statusCode()).isEqualTo(502);
        assertThat(client.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void hitsUntilCleared() {
        server.faults().on(RequestKind.DISCOVERY_ROOT).untilCleared().when(request -> "text/x".equals(request.header("Accept"))).answer(504);
        assertThat(client.get("/").statusCode()).isEqualTo(200);
        client.accepting("text/x");
        assertThat(client.get("/").statusCode()).isEqualTo(504);
        server.faults().clear();
        assertThat(client.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void asksToWait() {
        server.faults().on(RequestKind.DISCOVERY_ROOT).tooManyRequests(7);
        HttpResponse<String> answer = client.get("/");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
    }

    @Test
    void answersWithAnything() {
        server.faults().on(RequestKind.DISCOVERY_ROOT).answer(418, Map.of("Content-Type", "text/plain", "X-Test", "1"), "teapot");
        HttpResponse<String> answer = client.get("/");
        assertThat(answer.body()).isEqualTo("teapot");
        assertThat(answer.headers().firstValue("X-Test")).hasValue("1");
        server.faults().on(RequestKind.DISCOVERY_ROOT).error(409, "Conflict", "MigrationInProgress");
        assertThat(TestClient.json(client.get("/")).path("subcode").asText()).isEqualTo("MigrationInProgress");
        server.faults().on(RequestKind.DISCOVERY_ROOT).garbage();
        assertThat(client.get("/").body()).doesNotContain("}");
        server.faults().on(RequestKind.DISCOVERY_ROOT).empty();
        assertThat(client.get("/").body()).isEmpty();
        server.faults().on(RequestKind.DISCOVERY_ROOT).html();
        assertThat(client.get("/").body()).startsWith("<!DOCTYPE");
    }

    @Test
    void cutsBeforeAndWithinTheAnswer() {
        server.faults().on(RequestKind.TOKEN).cut();
        assertThatThrownBy(() -> client.post(SignIn.TOKEN_PATH)).isInstanceOf(UncheckedIOException.class);
        server.faults().on(RequestKind.DISCOVERY_ROOT).cutBody();
        assertThatThrownBy(() -> client.get("/")).isInstanceOf(UncheckedIOException.class);
        assertThat(server.requests().of(RequestKind.TOKEN).get(0).status()).isEqualTo(RecordedRequest.CUT);
    }

    @Test
    void answersWithBytes() {
        server.faults().on(RequestKind.DISCOVERY_ROOT).answer(200, Map.of("Content-Encoding", "gzip"), new byte[] {31, -117});
        assertThat(client.get("/").headers().firstValue("Content-Encoding")).hasValue("gzip");
    }

    @Test
    void answersWithoutBody() {
        server.faults().on(RequestKind.DISCOVERY_ROOT).answerWithoutBody(503);
        HttpResponse<String> answer = client.get("/");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void compressesForClientsThatAcceptIt() throws IOException {
        server.behaviour().compression(true);
        var connection = URI.create(server.origin() + "/").toURL().openConnection();
        connection.setRequestProperty("Accept-Encoding", "gzip, deflate");
        try (var in = new GZIPInputStream(connection.getInputStream())) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("user");
        }
        assertThat(client.get("/").headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void answersWithoutEnd() throws IOException {
        server.faults().on(RequestKind.DISCOVERY_ROOT).endlessBody();
        try (InputStream in = URI.create(server.origin() + "/").toURL().openStream()) {
            assertThat(in.readNBytes(1_000_000)).hasSize(1_000_000);
        }
    }

    @Test
    void neverAnswers() {
        server.faults().on(RequestKind.DISCOVERY_ROOT).silence();
        CompletableFuture<HttpResponse<String>> answer = client.getLater("/");
        await().until(() -> server.requests().count(RequestKind.DISCOVERY_ROOT) == 1);
        assertThatThrownBy(() -> answer.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void answersSlowly() {
        server.faults().on(RequestKind.DISCOVERY_ROOT).delay(Duration.ofMillis(150));
        long start = System.nanoTime();
        assertThat(client.get("/").statusCode()).isEqualTo(200);
        server.faults().on(RequestKind.DISCOVERY_ROOT).trickle(Duration.ofMillis(1));
        assertThat(client.get("/").body()).contains("user");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    }
}
