package io.github.camelucwa.simulator;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How fast the server's clock runs, and the figures of its timers. Immutable.
 *
 * <p>Every duration is told in server time and divided by the factor before it is waited for: with {@code scaled(100)} an
 * invitation rings 0.3 s instead of 30 s, an idle P-GET with {@code timeout=180} is held for 1.8 s, and a person who answers
 * {@code after(Duration.ofSeconds(2))} answers after 20 ms. The life of tokens is not compressed, since clients read it from
 * {@code expires_in} as whole seconds.</p>
 */
public final class SimulatedTime {

    private final double factor;
    private final Map<SimulatedTimer, Duration> timers;

    private SimulatedTime(double factor, Map<SimulatedTimer, Duration> timers) {
        this.factor = factor;
        this.timers = timers;
    }

    /** Time as on a real server. */
    public static SimulatedTime real() {
        return scaled(1);
    }

    /**
     * Time that runs faster.
     *
     * @param  factor                   how many seconds of server time pass in one second, above 0
     * @throws IllegalArgumentException if the factor is not above 0
     */
    public static SimulatedTime scaled(double factor) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("factor must be above 0: " + factor);
        }
        return new SimulatedTime(factor, new EnumMap<>(SimulatedTimer.class));
    }

    /**
     * Sets one timer by itself.
     *
     * @param timer which one
     * @param value its figure in server time, that is before compression
     */
    public SimulatedTime with(SimulatedTimer timer, Duration value) {
        Map<SimulatedTimer, Duration> changed = new EnumMap<>(SimulatedTimer.class);
        changed.putAll(timers);
        changed.put(timer, value);
        return new SimulatedTime(factor, changed);
    }

    /** What is really waited for when the timer runs. */
    public Duration compressed(SimulatedTimer timer) {
        return compressed(timers.getOrDefault(timer, timer.standard()));
    }

    /** What is really waited for a duration of server time. */
    public Duration compressed(Duration serverTime) {
        return Duration.ofNanos((long) (serverTime.toNanos() / factor));
    }
}
