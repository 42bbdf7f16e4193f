package io.github.camelucwa.simulator;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Notices that no P-GET comes any more (protocol section 5.3). Its own small lock, so that it may be told things from anywhere. */
final class PollWatch {

    private final World world;
    private final Runnable silent;
    private final Runnable lost;
    private int parked;
    private Future<?> silence;
    private Future<?> loss;

    PollWatch(World world, Runnable silent, Runnable lost) {
        this.world = world;
        this.silent = silent;
        this.lost = lost;
        start();
    }

    /** A P-GET has come; the timers rest until its answer is given. */
    void watch(CompletableFuture<Answer> poll) {
        synchronized (this) {
            parked++;
            stop();
        }
        poll.whenComplete((answer, failure) -> released());
    }

    synchronized void close() {
        parked++;
        stop();
    }

    private synchronized void released() {
        parked--;
        if (parked == 0) {
            start();
        }
    }

    private synchronized void start() {
        silence = world.after(SimulatedTimer.POLL_SILENCE, silent);
        loss = world.after(SimulatedTimer.POLL_LOSS, lost);
    }

    private void stop() {
        if (silence != null) {
            silence.cancel(false);
            loss.cancel(false);
        }
    }
}
