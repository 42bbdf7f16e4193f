package io.github.camelucwa.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.github.camelucwa.model.Reason;

/**
 * A call that did not bring what was asked for. Its message says what was called and what came back and never contains a
 * token, a password or the text of a message.
 */
public class CallFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final int status;
    private final transient Reason reason;
    private final String diagnostics;
    private final String href;
    private final Duration retryAfter;

    /** A failure without an answer of the server. */
    public CallFailedException(FailureKind kind, String message, String href, Throwable cause) {
        this(kind, message, href, 0, null, null, Duration.ZERO, cause);
    }

    /** A failure told by an answer of the server. */
    public CallFailedException(FailureKind kind, String message, String href, int status, Reason reason, String diagnostics,
                               Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.href = href;
        this.status = status;
        this.reason = reason;
        this.diagnostics = diagnostics;
        this.retryAfter = retryAfter;
    }

    /** What it means. */
    public FailureKind kind() {
        return kind;
    }

    /** HTTP status, 0 when there was no answer. */
    public int status() {
        return status;
    }

    /** The server's error block. */
    public Optional<Reason> reason() {
        return Optional.ofNullable(reason);
    }

    /** UCWA's code, or null. */
    public String code() {
        return reason == null ? null : reason.code();
    }

    /** UCWA's subcode, or null; the literal {@code None} counts as none (protocol §11.1). */
    public String subcode() {
        return reason == null || "None".equals(reason.subcode()) ? null : reason.subcode();
    }

    /** The bag for the server's own support, never null. */
    public Map<String, Object> debugInfo() {
        return reason == null || reason.debugInfo() == null ? Map.of() : reason.debugInfo();
    }

    /** {@code X-Ms-diagnostics}, or null. */
    public String diagnostics() {
        return diagnostics;
    }

    /** What was called, without query; may be null. */
    public String href() {
        return href;
    }

    /** How long the server wants to be left alone; zero when it did not say. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
