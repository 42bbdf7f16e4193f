package io.github.camelucwa.channel;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * When the next P-GET may go: it acknowledges what the last one brought, so that has to be safe (processed, in the journal, or
 * late enough), and the memory must not fill. Belongs to the channel's thread.
 */
final class Pacing {

    /** How far beyond its limit the memory may fill while an operation waits for an event that only polling brings. */
    static final int ROOM_FOR_WAITERS = 10;
    /** Answers without events that came at once, after which something is wrong: such an answer is held for minutes. */
    private static final int HASTY_LIMIT = 5;
    private static final long HASTY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ChannelSettings settings;
    private final boolean journaled;
    private final BooleanSupplier waiting;
    private final IntSupplier pending;
    private final Backoff hastyPauses;
    private Batch last;
    private long acknowledgeAt;
    private int hasty;

    /**
     * @param journaled   whether packages are safe in a journal
     * @param waiting     whether an operation waits for an event
     * @param pending     events that routes are not done with
     * @param hastyPauses between answers that come too quickly
     */
    Pacing(ChannelSettings settings, boolean journaled, BooleanSupplier waiting, IntSupplier pending, Backoff hastyPauses) {
        this.settings = settings;
        this.journaled = journaled;
        this.waiting = waiting;
        this.pending = pending;
        this.hastyPauses = hastyPauses;
    }

    /** This was handed out last. */
    void handedOut(Batch batch) {
        last = batch;
        acknowledgeAt = System.nanoTime() + settings.acknowledgeTimeout().toNanos();
    }

    /** When the next P-GET may go by nanoTime; null when only progress of the routes can tell. */
    Long due() {
        boolean awaited = waiting.getAsBoolean();
        // a route that waits for an event is not done before the event is here
        int most = settings.maxPendingEvents() * (awaited ? ROOM_FOR_WAITERS : 1);
        if (pending.getAsInt() > most) {
            return null;
        }
        boolean safe = last == null || last.isDone() || journaled || settings.acknowledgeAtOnce() || awaited;
        return safe ? System.nanoTime() : acknowledgeAt;
    }

    /**
     * An idle answer is held by the server; one that leads in a circle at once would make us poll at full speed.
     *
     * @return how long to leave the server alone
     */
    Duration answered(boolean withEvents, long tookNanos) {
        if (withEvents || tookNanos > HASTY_NANOS) {
            hasty = 0;
            hastyPauses.reset();
            return Duration.ZERO;
        }
        return ++hasty > HASTY_LIMIT ? hastyPauses.next(Duration.ZERO) : Duration.ZERO;
    }
}
