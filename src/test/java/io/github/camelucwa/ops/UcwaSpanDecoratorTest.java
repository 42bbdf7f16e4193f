package io.github.camelucwa.ops;

import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

import io.github.camelucwa.UcwaConstants;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanDecorator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What spans say. */
class UcwaSpanDecoratorTest {

    private final RecordedSpan span = new RecordedSpan();
    private final UcwaSpanDecorator decorator = new UcwaSpanDecorator();
    private DefaultCamelContext context;
    private Endpoint endpoint;
    private Exchange exchange;

    @BeforeEach
    void open() {
        context = new DefaultCamelContext();
        endpoint = context.getEndpoint("ucwa:participantInvitation?operation=cancel&sipAddress=bot@fabrikam.example&accessToken=abc");
        exchange = new DefaultExchange(context);
    }

    @AfterEach
    void close() {
        context.stop();
    }

    @Test
    void anOperationIsAClientSpanWithItsMethod() {
        decorator.beforeTracingEvent(span, exchange, endpoint);
        assertThat(span.tags).containsEntry("span.kind", "client").containsEntry("http.method", "POST");
        assertThat(decorator.getOperationName(exchange, endpoint)).isEqualTo("cancel");
    }

    @Test
    void theHeaderNamesTheOperationFirst() {
        exchange.getMessage().setHeader(UcwaConstants.OPERATION, "get");
        decorator.beforeTracingEvent(span, exchange, endpoint);
        assertThat(span.tags).containsEntry("http.method", "GET");
    }

    @Test
    void anEventIsAConsumerSpan() {
        exchange = endpoint.createExchange();
        decorator.beforeTracingEvent(span, exchange, endpoint);
        assertThat(span.tags).containsEntry("span.kind", "consumer").doesNotContainKey("http.method");
        assertThat(decorator.getOperationName(exchange, endpoint)).isEqualTo("event");
    }

    @Test
    void hostAndPathAreToldWithoutQuery() {
        exchange.getMessage().setHeader(UcwaConstants.HREF, "https://pool.fabrikam.example/ucwa/invitations/1?secret=x");
        exchange.getMessage().setHeader(UcwaConstants.HTTP_RESPONSE_CODE, 204);
        decorator.afterTracingEvent(span, exchange);
        assertThat(span.tags).containsEntry("server.address", "pool.fabrikam.example").containsEntry("url.path", "/ucwa/invitations/1")
                .containsEntry("http.status_code", "204");
        assertThat(span.tags.toString()).doesNotContain("secret");
    }

    @Test
    void noSecretIsInASpan() {
        decorator.beforeTracingEvent(span, exchange, endpoint);
        assertThat(span.tags.toString()).doesNotContain("abc");
    }

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(SpanDecorator.class)).anyMatch(UcwaSpanDecorator.class::isInstance);
    }

    private static final class RecordedSpan implements Span {
        private final Map<String, String> tags = new HashMap<>();

        @Override
        public void log(Map<String, String> fields) {
            tags.putAll(fields);
        }

        @Override
        public void setComponent(String component) {
            tags.put("component", component);
        }

        @Override
        public void setError(boolean isError) {
            tags.put("error", String.valueOf(isError));
        }

        @Override
        public void setTag(String key, String value) {
            tags.put(key, value);
        }
    }
}
