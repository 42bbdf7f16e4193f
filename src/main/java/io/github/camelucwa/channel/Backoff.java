package io.github.camelucwa.channel;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Growing pauses between attempts, with jitter: after a pool failover all clients come back at the same moment. Used by one
 * thread.
 */
public final class Backoff {

    /** Share of a pause that is left to chance. */
    private static final double JITTER = 0.25;

    private final Duration first;
    private final double factor;
    private final Duration most;
    private final DoubleSupplier random;
    private int attempts;

    /**
     * @param first  pause after the first failure
     * @param factor what each further pause is multiplied by, at least 1
     * @param most   longest pause
     * @param random numbers from 0 to below 1
     */
    public Backoff(Duration first, double factor, Duration most, DoubleSupplier random) {
        this.first = first;
        this.factor = Math.max(1, factor);
        this.most = most;
        this.random = random;
    }

    /** The next pause: never shorter than what the server asked for. */
    public Duration next(Duration atLeast) {
        double plain = first.toMillis() * Math.pow(factor, Math.min(attempts, 60));
        double capped = Math.min(plain, most.toMillis());
        long millis = (long) (capped * (1 - JITTER * random.getAsDouble()));
        attempts++;
        Duration pause = Duration.ofMillis(Math.max(1, millis));
        return pause.compareTo(atLeast) < 0 ? atLeast : pause;
    }

    /** How many pauses were asked for since the last reset. */
    public int attempts() {
        return attempts;
    }

    /** After a good answer; a connection that was merely accepted is none. */
    public void reset() {
        attempts = 0;
    }
}
