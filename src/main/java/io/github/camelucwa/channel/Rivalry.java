package io.github.camelucwa.channel;

import java.time.Duration;

/**
 * Another P-GET with our {@code ack} took over (protocol §6.6). One of our own, given up before, is no matter; one of another
 * process is told once, and the pauses grow although both get good answers now and then: else two processes that poll one
 * application would take it from each other for ever at full speed. Belongs to the channel's thread.
 */
final class Rivalry {

    private final Backoff pauses;
    private final long calmNanos;
    private boolean ours;
    private boolean going;
    private long lastNanos;

    /**
     * @param pauses the channel's manner of growing pauses, for this only
     * @param calm   when nobody took over for so long it is over
     */
    Rivalry(Backoff pauses, Duration calm) {
        this.pauses = pauses;
        this.calmNanos = calm.toNanos();
    }

    /** A P-GET of ours got no answer: the server may still hold it and answer one of the two with the conflict. */
    void leftUnanswered() {
        ours = true;
    }

    /** A P-GET of ours was answered. */
    void answered() {
        ours = false;
    }

    /** Whether the conflict is with a P-GET of our own; true once for each that was left unanswered. */
    boolean isWithOurselves() {
        boolean was = ours;
        ours = false;
        return was;
    }

    /** @return whether this begins a rivalry that nobody was told of yet */
    boolean begins() {
        long now = System.nanoTime();
        boolean news = !going || now - lastNanos > calmNanos;
        if (news) {
            pauses.reset();
        }
        going = true;
        lastNanos = now;
        return news;
    }

    /** How long to leave the channel to the other. */
    Duration pause(Duration atLeast) {
        return pauses.next(atLeast);
    }
}
