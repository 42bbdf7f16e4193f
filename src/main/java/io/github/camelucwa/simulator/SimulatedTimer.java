package io.github.camelucwa.simulator;

import java.time.Duration;

/**
 * The timers of the server (protocol section 5.3), each with the figure of a real server, or a plausible one where none is published.
 *
 * @see SimulatedTime
 */
public enum SimulatedTimer {

    /** An unanswered invitation completes with failure: 30 s. */
    RING(Duration.ofSeconds(30)),

    /** No new P-GET after the last one was released: the application is gone, 404 ApplicationNotFound. 15 min. */
    POLL_LOSS(Duration.ofMinutes(15)),

    /** Shorter silence: conversations are closed and the next answer carries {@code resume}. Not published; 10 min. */
    POLL_SILENCE(Duration.ofMinutes(10)),

    /** No reportMyActivity once available: 410 InactiveApplicationExpired. Not published; 10 min, due every 4 min. */
    ACTIVITY(Duration.ofMinutes(10)),

    /** An incoming instant message not fetched through the event channel is lost: 30 s. */
    MESSAGE_FETCH(Duration.ofSeconds(30)),

    /** How long a completed invitation can still be read; then GET answers 404. Not published; 5 min. */
    COMPLETED_LIFE(Duration.ofMinutes(5)),

    /** How long the escalation of a two-party conversation to a conference takes: 1 s. */
    ESCALATION(Duration.ofSeconds(1));

    private final Duration standard;

    SimulatedTimer(Duration standard) {
        this.standard = standard;
    }

    /** The figure used when nothing else is set, in server time (before compression). */
    public Duration standard() {
        return standard;
    }
}
