package io.github.camelucwa.http;

import java.net.URI;
import java.time.Duration;

/**
 * One request to the server, without its {@code Authorization}.
 *
 * @param method      HTTP method
 * @param uri         absolute URL; a fragment is never sent
 * @param accept      value of {@code Accept}; always sent, since without it a real server answers XML (protocol §2.2)
 * @param contentType type of the body, or null
 * @param body        bytes to send, or null
 * @param timeout     how long the answer may take to begin; complete it must be half as long again later, 30 s at most
 * @param limit       bytes that the body of the answer may have, where less is expected than the transport allows
 */
public record Request(String method, URI uri, String accept, String contentType, byte[] body, Duration timeout, int limit) {

    /** How long a command may take; polls name their own time. */
    public static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(30);

    /** Bytes that suffice for answers of discovery and of token services; parsed they take many times that. */
    public static final int SMALL = 1 << 20;

    /** A GET. */
    public static Request get(URI uri, String accept) {
        return new Request("GET", uri, accept, null, null, COMMAND_TIMEOUT, Integer.MAX_VALUE);
    }

    /** A POST without body; sent with {@code Content-Length: 0}, which IIS insists on (protocol §9.8). */
    public static Request post(URI uri, String accept) {
        return new Request("POST", uri, accept, null, null, COMMAND_TIMEOUT, Integer.MAX_VALUE);
    }

    /** A POST with a body. */
    public static Request post(URI uri, String accept, String contentType, byte[] body) {
        return new Request("POST", uri, accept, contentType, body, COMMAND_TIMEOUT, Integer.MAX_VALUE);
    }

    /** A DELETE. */
    public static Request delete(URI uri, String accept) {
        return new Request("DELETE", uri, accept, null, null, COMMAND_TIMEOUT, Integer.MAX_VALUE);
    }

    /** This request with another time limit. */
    public Request within(Duration limit) {
        return new Request(method, uri, accept, contentType, body, limit, this.limit);
    }

    /** This request with another limit for the answer's body. */
    public Request atMost(int bytes) {
        return new Request(method, uri, accept, contentType, body, timeout, bytes);
    }

    /** Method and URL without query, for logs and messages. */
    public String label() {
        return method + " " + Urls.label(uri);
    }

    @Override
    public String toString() {
        return label();
    }
}
