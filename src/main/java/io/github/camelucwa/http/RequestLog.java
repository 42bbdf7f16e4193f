package io.github.camelucwa.http;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line for each request at DEBUG, and what went over the wire at TRACE, with secrets and the text of messages masked.
 */
final class RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final AtomicLong NUMBERS = new AtomicLong();
    /** Message text, custom content and media offers travel as data URIs (protocol §9.5). */
    private static final Pattern DATA_URI = Pattern.compile("(data\\s*:)[^\"'<>]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECRET = Pattern.compile(
            "(\"[^\"]*(?:token|password|secret|assertion)[^\"]*\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"?", Pattern.CASE_INSENSITIVE);
    private static final int MOST = 4000;

    private final String account;

    RequestLog(String account) {
        this.account = account;
    }

    /** A request is about to be sent. */
    Entry sending(Request request) {
        Entry entry = new Entry(NUMBERS.incrementAndGet(), request);
        if (LOG.isTraceEnabled()) {
            LOG.trace("{}: #{} {} sends {}", account, entry.number, request.label(), shown(request.contentType(), request.body()));
        }
        return entry;
    }

    /** One request, to its end. */
    final class Entry {

        private final long number;
        private final Request request;
        private final long start = System.nanoTime();

        private Entry(long number, Request request) {
            this.number = number;
            this.request = request;
        }

        void answered(Answer answer) {
            LOG.debug("{}: #{} {} -> {} in {} ms", account, number, request.label(), answer.status(), millis());
            if (LOG.isTraceEnabled()) {
                LOG.trace("{}: #{} received {}", account, number, shown(answer.header("content-type"), answer.body()));
            }
        }

        void failed(Exception cause) {
            LOG.debug("{}: #{} {} failed after {} ms: {}", account, number, request.label(), millis(), cause.toString());
        }

        private long millis() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        }
    }

    /** Forms hold credentials in places that a pattern may miss; only JSON and XML are shown at all. */
    static String shown(String contentType, byte[] body) {
        if (body == null || body.length == 0) {
            return "nothing";
        }
        String type = contentType == null ? "" : contentType.toLowerCase(java.util.Locale.ROOT);
        if (!type.contains("json") && !type.contains("xml")) {
            return body.length + " bytes of " + (type.isEmpty() ? "unknown type" : type);
        }
        String text = new String(body, 0, Math.min(body.length, MOST), StandardCharsets.UTF_8);
        String masked = SECRET.matcher(DATA_URI.matcher(text).replaceAll("$1***")).replaceAll("$1\"***\"");
        return masked + (body.length > MOST ? "... (" + body.length + " bytes)" : "");
    }
}
