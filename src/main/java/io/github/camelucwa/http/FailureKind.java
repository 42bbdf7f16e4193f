package io.github.camelucwa.http;

/** What a failed call means for whoever made it: the one classification of errors (protocol §6.6, §11). */
public enum FailureKind {
    /** Connection trouble, 408, 429, 5xx: the same again after a pause. */
    TRANSIENT(true),
    /** An answer that is not what the protocol promises: HTML with 200, a torn body. The same again after a pause. */
    MALFORMED(true),
    /** No token could be had now, or a fresh one is not accepted: again later. */
    UNAUTHENTICATED(true),
    /** The credentials were refused: asking again may lock the account (protocol §3.3). */
    CREDENTIALS_REFUSED(false),
    /** The application is not on the server any more: make a new one (protocol §6.6). */
    APPLICATION_LOST(false),
    /** The server ended or forbids the application: an administrator has to act (protocol §4.4). */
    APPLICATION_REFUSED(false),
    /** Another P-GET took over (protocol §6.6). */
    REPLACED(false),
    /** 404 of anything but the application. */
    NOT_FOUND(false),
    /** The place is stale: discovery has to be done again (protocol §2.6). */
    MOVED(false),
    /** 409: the request conflicts with the state of the resource. */
    CONFLICT(false),
    /** Every other 4xx: asking again will not help. */
    REJECTED(false),
    /** The URL leads to a host that may not receive what would be sent; nothing was sent. */
    UNTRUSTED(false),
    /** The resource does not carry the link of the operation: not possible in its present state (protocol §7.1). */
    NOT_AVAILABLE(false),
    /** The awaited event did not come in time. */
    TIMED_OUT(false),
    /** The account is being stopped. */
    STOPPED(false);

    private final boolean retryable;

    FailureKind(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether the same call may succeed later without anybody acting. */
    public boolean isRetryable() {
        return retryable;
    }
}
