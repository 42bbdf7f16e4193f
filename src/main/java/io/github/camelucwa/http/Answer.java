package io.github.camelucwa.http;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.github.camelucwa.model.Reason;
import io.github.camelucwa.wire.Wire;
import io.github.camelucwa.wire.WireFormat;

/**
 * What came back for a request, whatever its status.
 *
 * @param request what was asked
 * @param status  HTTP status
 * @param headers all fields, names in lower case
 * @param body    bytes of the body, decompressed; empty when there is none
 */
public record Answer(Request request, int status, Map<String, List<String>> headers, byte[] body) {

    /** The URL asked: the base of the relative hrefs in the body. */
    public URI uri() {
        return request.uri();
    }

    /** First value of a field, or null. */
    public String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? null : values.get(0);
    }

    /** All values of a field. */
    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** Whether the status is 2xx. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** {@code X-Ms-diagnostics} as sent, or null (protocol §3.8). */
    public String diagnostics() {
        return header("x-ms-diagnostics");
    }

    /** The format of the body as far as it is UCWA's; empty for HTML and everything else a proxy may send (protocol §11.1). */
    public Optional<WireFormat> format() {
        if (body.length == 0) {
            return Optional.empty();
        }
        String type = header("content-type");
        return type == null ? Optional.ofNullable(WireFormat.sniff(body)) : WireFormat.of(type);
    }

    /** The reader for the body. */
    public Optional<Wire> wire() {
        return format().map(Wire::of);
    }

    /** The error block of the body; empty when the body is not UCWA's (protocol §11.1). */
    public Optional<Reason> reason() {
        return wire().flatMap(wire -> wire.readError(body));
    }

    /** {@code Retry-After} in either of its two forms, counted from now; zero when absent, unreadable or past. */
    public Duration retryAfter(Instant now) {
        String value = header("retry-after");
        if (value == null) {
            return Duration.ZERO;
        }
        try {
            return Duration.ofSeconds(Math.max(0, Long.parseLong(value.trim())));
        } catch (NumberFormatException notSeconds) {
            try {
                Instant at = ZonedDateTime.parse(value.trim(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
                return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
            } catch (DateTimeParseException unreadable) {
                return Duration.ZERO;
            }
        }
    }

    @Override
    public String toString() {
        return request.label() + " -> " + status;
    }
}
