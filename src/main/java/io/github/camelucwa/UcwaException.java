package io.github.camelucwa;

import java.util.Map;

import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.FailureKind;
import org.apache.camel.spi.HttpResponseAware;

/**
 * Something the server refused or could not do. The message says what was called, what came back and what to do; it never
 * contains a token, a password or the text of a message.
 */
public class UcwaException extends Exception implements HttpResponseAware {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final String code;
    private final String subcode;
    private final Map<String, Object> debugInfo;
    private final String diagnostics;
    private final String href;
    private int statusCode;
    private String statusText;

    protected UcwaException(CallFailedException cause) {
        super(cause.getMessage(), cause);
        this.kind = cause.kind();
        this.statusCode = cause.status();
        this.code = cause.code();
        this.subcode = cause.subcode();
        this.debugInfo = cause.debugInfo();
        this.diagnostics = cause.diagnostics();
        this.href = cause.href();
    }

    /** The exception that tells this failure. */
    static UcwaException of(CallFailedException failure) {
        return switch (failure.kind()) {
            case CREDENTIALS_REFUSED, UNAUTHENTICATED -> new UcwaAuthenticationException(failure);
            case NOT_AVAILABLE -> new UcwaOperationNotAvailableException(failure);
            case TIMED_OUT -> new UcwaCompletionTimeoutException(failure);
            default -> new UcwaException(failure);
        };
    }

    /** Whether nothing failed but Camel, or the route, is going down. */
    boolean isStopped() {
        return kind == FailureKind.STOPPED;
    }

    /** HTTP status, 0 when there was no answer. */
    public int getStatusCode() {
        return statusCode;
    }

    /** UCWA's code such as {@code Conflict}, or null when the answer was not UCWA's. */
    public String getCode() {
        return code;
    }

    /** UCWA's subcode such as {@code AlreadyExists}, or null. */
    public String getSubcode() {
        return subcode;
    }

    /** What the server tells for its own support; any content, never null. */
    public Map<String, Object> getDebugInfo() {
        return debugInfo;
    }

    /** {@code X-Ms-diagnostics} of the answer, or null. */
    public String getDiagnostics() {
        return diagnostics;
    }

    /** What was called, without query, or null. */
    public String getHref() {
        return href;
    }

    /** Whether the same may succeed later without anybody acting; of 4xx only 408 and 429. */
    public boolean isRetryable() {
        if (statusCode >= 400 && statusCode < 500) {
            return statusCode == 408 || statusCode == 429;
        }
        return kind.isRetryable();
    }

    @Override
    public int getHttpResponseCode() {
        return statusCode;
    }

    @Override
    public void setHttpResponseCode(int code) {
        this.statusCode = code;
    }

    @Override
    public String getHttpResponseStatus() {
        return statusText;
    }

    @Override
    public void setHttpResponseStatus(String status) {
        this.statusText = status;
    }
}
