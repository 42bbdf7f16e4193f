package io.github.camelucwa.channel;

import java.time.Duration;

import io.github.camelucwa.wire.WireFormat;

/**
 * How the channel behaves.
 *
 * @param account            how the account is called in logs
 * @param format             what is asked of the server
 * @param pollTimeout        how long the server holds an idle P-GET, whole seconds
 * @param medium             how long it may hold medium-urgency events, whole seconds
 * @param low                the same for low urgency
 * @param acknowledgeAtOnce  true: the next P-GET goes out without waiting for the routes
 * @param acknowledgeTimeout how long it waits for them otherwise
 * @param maxPendingEvents   polling pauses while more wait for routes
 * @param reconnectDelay     first pause after a failure
 * @param reconnectBackoff   factor of the following ones
 * @param reconnectMaxDelay  longest pause
 * @param pollMargin         how much longer than the server's hold to wait before a connection counts as dead
 */
public record ChannelSettings(String account, WireFormat format, Duration pollTimeout, Duration medium, Duration low,
                              boolean acknowledgeAtOnce, Duration acknowledgeTimeout, int maxPendingEvents,
                              Duration reconnectDelay, double reconnectBackoff, Duration reconnectMaxDelay,
                              Duration pollMargin) {

    /** What {@code pollMargin} is outside of tests (protocol §15). */
    public static final Duration POLL_MARGIN = Duration.ofSeconds(30);
}
