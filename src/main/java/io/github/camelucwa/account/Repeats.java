package io.github.camelucwa.account;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.github.camelucwa.channel.Backoff;
import io.github.camelucwa.channel.ChannelSettings;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.FailureKind;

/** Repeats calls that may be made twice: up to three times, with growing pauses that a stop ends (protocol §11.5). */
final class Repeats {

    /** The first attempt and three repetitions. */
    static final int ATTEMPTS = 4;
    /** A server that wants to be left alone for longer is told to the caller instead of holding its thread. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ChannelSettings settings;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** A call that may fail. */
    @FunctionalInterface
    interface Call<T> {
        T make() throws CallFailedException;
    }

    Repeats(ChannelSettings settings) {
        this.settings = settings;
    }

    void stop() {
        stopped.countDown();
    }

    <T> T run(Call<T> call) throws CallFailedException {
        Backoff pauses = pauses();
        for (int attempt = 1;; attempt++) {
            try {
                return call.make();
            } catch (CallFailedException e) {
                if (!isWorthRepeating(e) || attempt == ATTEMPTS || !pause(pauses, e)) {
                    throw e;
                }
            }
        }
    }

    Backoff pauses() {
        return new Backoff(settings.reconnectDelay(), settings.reconnectBackoff(), settings.reconnectMaxDelay(),
                ThreadLocalRandom.current()::nextDouble);
    }

    /** Whether the same call may succeed in a moment. */
    static boolean isWorthRepeating(CallFailedException failure) {
        return failure.kind() == FailureKind.TRANSIENT || failure.kind() == FailureKind.MALFORMED;
    }

    /** @return false when it would take too long, or the account stops meanwhile */
    boolean pause(Backoff pauses, CallFailedException failure) {
        Duration pause = pauses.next(failure.retryAfter());
        if (pause.compareTo(LONGEST) > 0) {
            return false;
        }
        try {
            return !stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
