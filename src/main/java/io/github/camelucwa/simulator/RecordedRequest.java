package io.github.camelucwa.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request that reached the simulator. {@link #toString()} shows neither header values nor the body, which may hold secrets. */
public final class RecordedRequest {

    /** {@link #status()} of a request that is not answered yet, such as a held P-GET. */
    public static final int PENDING = 0;

    /** {@link #status()} of a request whose connection was cut without an answer. */
    public static final int CUT = -1;

    private final Request request;
    private final Instant time;
    private volatile int status = PENDING;

    RecordedRequest(Request request, Instant time) {
        this.request = request;
        this.time = time;
    }

    /** What it was about. */
    public RequestKind kind() {
        return request.kind();
    }

    /** HTTP method. */
    public String method() {
        return request.method();
    }

    /** Scheme, host and port that were asked, e.g. {@code http://localhost:8080}. */
    public String origin() {
        return request.origin();
    }

    /** Path without query, decoded. */
    public String path() {
        return request.path();
    }

    /** Path with the query as it was sent. */
    public String pathAndQuery() {
        return request.pathAndQuery();
    }

    /** Decoded value of a query parameter, or null. */
    public String query(String name) {
        return request.query().get(name);
    }

    /** First header field of that name (any case), or null. */
    public String header(String name) {
        return request.header(name);
    }

    /** All header fields by lower-case name. */
    public Map<String, List<String>> headers() {
        return request.headers();
    }

    /** The body as UTF-8 text; empty when there was none. */
    public String body() {
        return new String(request.body(), StandardCharsets.UTF_8);
    }

    /** When it arrived. */
    public Instant time() {
        return time;
    }

    /** Status of the answer, {@link #PENDING} or {@link #CUT}. */
    public int status() {
        return status;
    }

    void answered(int newStatus) {
        status = newStatus;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %s %s%s -> %d", kind(), method(), origin(), path(), status);
    }
}
