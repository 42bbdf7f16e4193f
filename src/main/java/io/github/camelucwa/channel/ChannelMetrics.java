package io.github.camelucwa.channel;

import java.time.Duration;

/** What is worth measuring of an account. Called on the threads that do the work, so it must be quick. */
public interface ChannelMetrics {

    /** Measures nothing. */
    ChannelMetrics NONE = new ChannelMetrics() {
    };

    /** An event was received. */
    default void event(String kind, String type) {
    }

    /** A P-GET was answered, well or badly, after this time. */
    default void polled(Duration held) {
    }

    /**
     * An exchange ended.
     *
     * @param failed whether it failed
     * @param lag    time from the package's arrival to the exchange's end
     */
    default void exchange(boolean failed, Duration lag) {
    }
}
