package io.github.camelucwa;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.camelucwa.simulator.SimulatedConversation;
import io.github.camelucwa.simulator.SimulatedInvitation;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/** Sends to {@code ucwa:} endpoints through a route of {@code direct:in}. */
abstract class ProducerTestSupport extends UcwaTestSupport {

    static final String BOB = "sip:bob@fabrikam.example";
    static final String CAROL = "sip:carol@fabrikam.example";

    protected ProducerTemplate template;

    /** A route from {@code direct:in} to the endpoint, started. */
    protected void startProducer(String uri) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("in").to(uri);
            }
        });
        template = context.createProducerTemplate();
    }

    /** As {@link #startProducer}, and signed in: conversations can be started. */
    protected void startSignedIn(String uri) throws Exception {
        startProducer(uri);
        template.request("ucwa:invitation?href=/ucwa/oauth/v1/applications", e -> { });
        account().awaitApplication(PATIENCE);
    }

    protected SimulatedInvitation pendingInvitation() {
        server.invite(BOB).staysSilent();
        SimulatedConversation desk = account().startConversation("Incident 4711");
        return desk.invite(BOB, "by-hand");
    }

    protected Exchange send(Object body, Object... headers) {
        return template.request("direct:in", e -> fill(e, body, headers));
    }

    protected CompletableFuture<Exchange> sendAsync(Object body, Object... headers) {
        return template.asyncSend("direct:in", e -> fill(e, body, headers));
    }

    protected Exchange good(Object body, Object... headers) {
        Exchange exchange = send(body, headers);
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    protected static <T extends Throwable> T failure(Exchange exchange, Class<T> type) {
        Throwable thrown = exchange.getException();
        Throwable cause = thrown instanceof CamelExecutionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        assertThat(cause).isInstanceOf(type);
        return type.cast(cause);
    }

    private static void fill(Exchange exchange, Object body, Object... headers) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put((String) headers[i], headers[i + 1]);
        }
        exchange.getMessage().setHeaders(map);
        exchange.getMessage().setBody(body);
    }

    protected String absolute(String path) {
        return server.origin() + path;
    }
}
