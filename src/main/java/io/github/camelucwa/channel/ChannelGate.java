package io.github.camelucwa.channel;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.CallHandle;
import io.github.camelucwa.http.FailureKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the channel's thread meets all others: what they tell it, what they wait for, and how they end its call in flight. All
 * state of it is guarded by one lock, which is never held over a call.
 */
final class ChannelGate {

    private static final Logger LOG = LoggerFactory.getLogger(EventChannel.class);

    private final String account;
    private final BooleanSupplier wanted;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean stopping;
    private boolean released;
    private boolean interested;
    // nanoTime, not the clock: a clock that is set back must not hold the channel
    private long notBefore = System.nanoTime();
    private CallHandle poll;
    private CallHandle call;
    private Connection connection;
    private CallFailedException failure;
    private long outcomes;

    /**
     * @param account how the account is called in messages
     * @param wanted  whether anybody wants the channel to poll
     */
    ChannelGate(String account, BooleanSupplier wanted) {
        this.account = account;
        this.wanted = wanted;
    }

    // what other threads do

    void interest() {
        locked(() -> interested = true);
    }

    void release() {
        locked(() -> released = true);
    }

    void signal() {
        locked(() -> { });
    }

    /** Ends the P-GET that nobody wants any more. */
    void demandChanged() {
        abort(() -> poll != null && !wanted.getAsBoolean() ? poll : null);
    }

    /** Ends the channel, and whatever call it is at. */
    void stop() {
        abort(() -> {
            stopping = true;
            return poll;
        });
        abort(() -> call);
    }

    /** Forgets the connection to an application that somebody found gone. */
    void applicationLost(URI lostApplication) {
        abort(() -> {
            if (connection == null || !connection.application().equals(lostApplication)) {
                return null;
            }
            connection = null;
            return poll;
        });
    }

    /** @return null when connected or when the time was up, else why not */
    CallFailedException awaitFirstOutcome(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            while (outcomes == 0 && !stopping && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return connection != null ? null : failure;
        } finally {
            lock.unlock();
        }
    }

    /** @throws CallFailedException when there is no connection in time: the last reason why */
    Connection awaitConnection(Duration limit) throws CallFailedException, InterruptedException {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            long seen = outcomes;
            // a refusal is told at once instead of after the wait, since the next attempt is far; trouble that may pass is not
            boolean hopeless = failure != null && notBefore - System.nanoTime() > nanos;
            while (connection == null && !stopping && !hopeless && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
                hopeless = outcomes != seen && isRefusal(failure);
            }
            if (connection != null) {
                return connection;
            }
            throw notConnected();
        } finally {
            lock.unlock();
        }
    }

    private static boolean isRefusal(CallFailedException cause) {
        return cause != null && switch (cause.kind()) {
            case CREDENTIALS_REFUSED, APPLICATION_REFUSED, UNTRUSTED, REJECTED -> true;
            default -> false;
        };
    }

    private CallFailedException notConnected() {
        if (stopping || failure == null) {
            return new CallFailedException(stopping ? FailureKind.STOPPED : FailureKind.TRANSIENT,
                    account + " is not signed in" + (stopping ? ", it is stopping" : " yet"), null, null);
        }
        return new CallFailedException(failure.kind(), account + " is not signed in: " + failure.getMessage(), null,
                failure.status(), failure.reason().orElse(null), failure.diagnostics(), Duration.ZERO, failure);
    }

    Connection connection() {
        lock.lock();
        try {
            return connection;
        } finally {
            lock.unlock();
        }
    }

    // what the channel's thread does

    boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for work.
     *
     * @param pollDue when the next P-GET may go by nanoTime, null when only a signal can tell; asked while connected and wanted
     * @param idle    run when nobody wants the channel
     * @return false when the channel is to end
     */
    boolean awaitWork(Supplier<Long> pollDue, Runnable idle) {
        lock.lock();
        try {
            while (!stopping) {
                try {
                    if (isDueNow(pollDue, idle)) {
                        return true;
                    }
                } catch (InterruptedException e) {
                    // only stop ends the loop; a token provider of the user's may have left the flag set
                    LOG.debug("{}: event channel interrupted", account);
                }
            }
        } finally {
            lock.unlock();
        }
        return false;
    }

    private boolean isDueNow(Supplier<Long> pollDue, Runnable idle) throws InterruptedException {
        Long due = due(pollDue, idle);
        if (due == null) {
            changed.await();
            return false;
        }
        long nanos = Math.max(due - System.nanoTime(), notBefore - System.nanoTime());
        if (nanos > 0) {
            changed.awaitNanos(nanos);
            return false;
        }
        return true;
    }

    private Long due(Supplier<Long> pollDue, Runnable idle) {
        if (connection == null) {
            return interested ? notBefore : null;
        }
        if (!wanted.getAsBoolean()) {
            idle.run();
            return null;
        }
        return released ? pollDue.get() : null;
    }

    /** Publishes the P-GET first and then tells whether it may go, so that no stop falls in between. */
    boolean beginPoll(CallHandle handle) {
        lock.lock();
        try {
            boolean may = !stopping && connection != null && wanted.getAsBoolean();
            poll = may ? handle : null;
            return may;
        } finally {
            lock.unlock();
        }
    }

    void endPoll() {
        locked(() -> poll = null);
    }

    /** The same for every other call of the channel's thread. */
    CallHandle beginCall() throws CallFailedException {
        CallHandle handle = new CallHandle();
        lock.lock();
        try {
            if (stopping) {
                throw new CallFailedException(FailureKind.STOPPED, account + " is stopping", null, null);
            }
            call = handle;
            return handle;
        } finally {
            lock.unlock();
        }
    }

    void endCall() {
        locked(() -> call = null);
    }

    void connected(Connection made) {
        locked(() -> {
            connection = made;
            outcomes++;
        });
    }

    void disconnected() {
        locked(() -> connection = null);
    }

    void failed(CallFailedException cause, Duration pause) {
        locked(() -> {
            notBefore = System.nanoTime() + pause.toNanos();
            failure = cause;
            outcomes++;
        });
    }

    /** Nothing is asked for so long. */
    void hold(Duration pause) {
        locked(() -> notBefore = System.nanoTime() + pause.toNanos());
    }

    /** @return false when the channel is to end */
    boolean pause(Duration time) {
        lock.lock();
        try {
            long nanos = time.toNanos();
            while (!stopping && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return !stopping;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void abort(Supplier<CallHandle> which) {
        CallHandle handle;
        lock.lock();
        try {
            handle = which.get();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (handle != null) {
            handle.abort();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
