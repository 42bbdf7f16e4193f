package io.github.camelucwa.simulator;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Batches (protocol section 12). */
class BatchTest {

    private UcwaSimulator server;
    private TestClient client;
    private String self;

    @BeforeEach
    void signIn() {
        server = TestClient.server().start();
        client = new TestClient(server);
        self = client.application("a").at("/_links/self/href").asText();
        client.sending("multipart/batching;boundary=b1");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersEveryPartInOrder() {
        HttpResponse<String> answer = client.post(self + "/batch", part("GET " + self + "/me") + part("GET " + self + "/nowhere") + "--b1--\r\n");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("multipart/batching");
        assertThat(answer.body()).containsSubsequence("HTTP/1.1 200", "\uFEFF{", "HTTP/1.1 404");
    }

    @Test
    void refusesTheEventChannel() {
        assertThat(client.post(self + "/batch", part("GET " + self + "/events?ack=1") + "--b1--\r\n").body()).contains("HTTP/1.1 400");
    }

    @Test
    void refusesMoreThanAHundred() {
        assertThat(client.post(self + "/batch", part("GET " + self + "/me").repeat(101) + "--b1--\r\n").statusCode()).isEqualTo(429);
    }

    private static String part(String request) {
        return "--b1\r\nContent-Type: application/http; msgtype=request\r\n\r\n" + request
               + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n";
    }
}
