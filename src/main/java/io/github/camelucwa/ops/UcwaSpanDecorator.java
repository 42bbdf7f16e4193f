package io.github.camelucwa.ops;

import java.net.URI;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/**
 * What spans of the {@code ucwa} component say: for an operation kind CLIENT with method, host and path of what was called,
 * without query. The trace context stays in Camel's headers; nothing of it is sent to the server.
 */
public class UcwaSpanDecorator extends AbstractSpanDecorator {

    private static final String KIND = "span.kind";
    private static final String OPERATION_HEADER = "CamelUcwaOperation";
    private static final String HREF_HEADER = "CamelUcwaHref";

    @Override
    public String getComponent() {
        return "ucwa";
    }

    @Override
    public String getComponentClassName() {
        return "io.github.camelucwa.UcwaComponent";
    }

    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        return isProducer(exchange, endpoint) ? operation(exchange, endpoint) : "event";
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        super.beforeTracingEvent(span, exchange, endpoint);
        // options of the endpoint are no query of a URL
        span.setTag(TagConstants.URL_QUERY, "");
        if (isProducer(exchange, endpoint)) {
            span.setTag(KIND, "client");
            span.setTag(TagConstants.HTTP_METHOD, "get".equals(operation(exchange, endpoint)) ? "GET" : "POST");
        } else {
            span.setTag(KIND, "consumer");
        }
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        super.afterTracingEvent(span, exchange);
        Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (status != null) {
            span.setTag(TagConstants.HTTP_STATUS, status.toString());
        }
        String href = exchange.getMessage().getHeader(HREF_HEADER, String.class);
        if (href == null) {
            return;
        }
        try {
            URI url = URI.create(href);
            if (url.getHost() != null) {
                span.setTag(TagConstants.SERVER_ADDRESS, url.getHost());
            }
            span.setTag(TagConstants.URL_PATH, url.getPath());
        } catch (IllegalArgumentException notAnUrl) {
            // then it was refused, and the exception in the span tells so
        }
    }

    private static boolean isProducer(Exchange exchange, Endpoint endpoint) {
        return exchange.getFromEndpoint() != endpoint;
    }

    private static String operation(Exchange exchange, Endpoint endpoint) {
        String wanted = exchange.getMessage().getHeader(OPERATION_HEADER, String.class);
        if (wanted != null) {
            return wanted;
        }
        String option = toQueryParameters(endpoint.getEndpointUri()).get("operation");
        return option == null ? "get" : option;
    }
}
