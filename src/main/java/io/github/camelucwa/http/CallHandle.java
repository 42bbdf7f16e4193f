package io.github.camelucwa.http;

import java.util.concurrent.atomic.AtomicReference;

import org.apache.hc.core5.concurrent.Cancellable;

/**
 * Lets another thread end a call at once. {@code Thread.interrupt} does not unblock a socket on a platform thread, closing
 * the connection does.
 */
public final class CallHandle {

    private static final Cancellable ABORTED = () -> false;

    private final AtomicReference<Cancellable> inFlight = new AtomicReference<>();

    /** Ends the call in flight, and every later one made with this handle. */
    public void abort() {
        Cancellable request = inFlight.getAndSet(ABORTED);
        if (request != null) {
            request.cancel();
        }
    }

    /** Whether {@link #abort} was called. */
    public boolean isAborted() {
        return inFlight.get() == ABORTED;
    }

    /** Publishes the request first and then tells whether it may be sent, so that no abort falls in between. */
    boolean begin(Cancellable request) {
        return inFlight.compareAndSet(null, request);
    }

    void end(Cancellable request) {
        inFlight.compareAndSet(request, null);
    }
}
