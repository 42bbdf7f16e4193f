package io.github.camelucwa;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

import io.github.camelucwa.http.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Answers that are meant to hurt end in a clear error, soon and without filling the memory. */
class HostileDiscoveryTest extends SignInTestSupport {

    private StubServer hostile;

    @AfterEach
    void closeHostile() {
        hostile.close();
    }

    private void discover(StubServer.Script script) throws Exception {
        hostile = new StubServer(script);
        options().setDiscoveryUrl(hostile.url("/root").toString());
        options().setReconnectMaxDelay(60_000);
        options().setReconnectDelay(60_000);
        startConsumer();
    }

    private static void endless(OutputStream out) throws IOException {
        byte[] text = "{\"a\":[[],[],[],{},{},".repeat(3000).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 100_000; i++) {
            out.write(text);
        }
    }

    @Test
    void anEndlessBodyIsNotRead() throws Exception {
        discover((got, exchange) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            endless(exchange.getResponseBody());
        });
        awaitDown("is larger than", "1048576 bytes", "not read further");
    }

    @Test
    void aHundredMegabytesAreNotRead() throws Exception {
        discover((got, exchange) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 100L << 20);
            endless(exchange.getResponseBody());
        });
        awaitDown("is larger than");
    }

    @Test
    void aBombInGzipDoesNotGoOff() throws Exception {
        discover((got, exchange) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            try (GZIPOutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
                endless(out);
            }
        });
        awaitDown("is larger than");
    }

    @Test
    void deepJsonIsRefused() throws Exception {
        discover((got, exchange) -> StubServer.json(exchange, 200, "{\"a\":".repeat(100_000)));
        awaitDown("nested deeper than 64");
    }

    @ParameterizedTest
    @ValueSource(strings = { "<!DOCTYPE r [<!ENTITY a \"b\">]><resource rel=\"root\"/>",
            "<!DOCTYPE r SYSTEM \"http://127.0.0.1:1/x.dtd\"><resource rel=\"root\"/>" })
    void xmlWithADocumentTypeIsRefused(String xml) throws Exception {
        discover((got, exchange) -> StubServer.send(exchange, 200, "application/xml", xml));
        awaitDown("document type");
    }

    @Test
    void deepXmlIsRefused() throws Exception {
        discover((got, exchange) -> StubServer.send(exchange, 200, "application/xml", "<a>".repeat(100_000)));
        awaitDown("nested deeper than 64");
    }

    @ParameterizedTest
    @ValueSource(strings = { "ftp://fabrikam.example/x", "http://u:p@127.0.0.1/x", "javascript:alert(1)", "\\\\\\\\evil\\\\x", "http://[/", "" })
    void aLinkThatLeadsNowhereIsTold(String href) throws Exception {
        discover((got, exchange) -> StubServer.json(exchange, 200, "{\"_links\":{\"user\":{\"href\":\"" + href + "\"}}}"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(status().failure()).hasMessageContaining("The link user of"));
    }

    @Test
    void aLocationThatIsNoUrlIsTold() throws Exception {
        discover((got, exchange) -> {
            exchange.getResponseHeaders().set("Location", "http://[bad");
            StubServer.send(exchange, 302, null, "");
        });
        awaitDown("unusable Location");
    }

    @Test
    void anAnswerThatTricklesIsGivenUp() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        options().setSignInTimeout(100);
        discover((got, exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (!never.await(100, TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(status().failure())
                .hasMessageContaining("was given up: the answer was not complete after 15 s"));
        never.countDown();
    }
}
