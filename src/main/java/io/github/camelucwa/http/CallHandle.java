package io.github.camelucwa.http;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets another thread end a call at once. {@code Thread.interrupt} does not unblock a socket on a platform thread, closing
 * the connection does.
 */
public final class CallHandle {

    private static final Runnable ABORTED = () -> { };

    private final AtomicReference<Runnable> inFlight = new AtomicReference<>();

    /** Ends the call in flight, and every later one made with this handle. */
    public void abort() {
        Runnable cancel = inFlight.getAndSet(ABORTED);
        if (cancel != null) {
            cancel.run();
        }
    }

    /** Whether {@link #abort} was called. */
    public boolean isAborted() {
        return inFlight.get() == ABORTED;
    }

    /**
     * Says how to end what is begun now. Published first and only then begun, so that no abort falls in between.
     *
     * @return false when it must not begin, since the handle was aborted
     */
    public boolean begin(Runnable cancel) {
        return inFlight.compareAndSet(null, cancel);
    }

    /** What was begun is over. */
    public void end(Runnable cancel) {
        inFlight.compareAndSet(cancel, null);
    }
}
