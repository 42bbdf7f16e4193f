package io.github.camelucwa.simulator;

import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;

/** One fault that was switched on with {@link Faults}. */
public final class Fault {

    /** What happens to a request. */
    enum Effect {
        /** Another answer instead of handling it. */
        ANSWER,
        /** The connection is closed without handling it. */
        CUT,
        /** It is not handled and never answered; the connection stays open. */
        SILENCE,
        /** It is handled, but the connection is closed instead of answering. */
        LOSE_ANSWER,
        /** It is handled, and the connection closed in the middle of the body. */
        CUT_BODY,
        /** It is handled, and the body written byte by byte. */
        TRICKLE,
        /** It is not handled; the body of the answer never ends. */
        ENDLESS,
        /** It is handled after a while. */
        DELAY;

        /** Whether it spoils the answer of a request that was handled. */
        boolean spoilsAnswer() {
            return this == LOSE_ANSWER || this == CUT_BODY || this == TRICKLE;
        }
    }

    private final Set<RequestKind> kinds;
    private final Predicate<RecordedRequest> condition;
    private final String contained;
    private final Effect effect;
    private final Answer answer;
    private final Duration duration;
    private int remaining;
    private int hits;

    Fault(Set<RequestKind> kinds, Predicate<RecordedRequest> condition, String contained, int times, Effect effect, Answer answer,
          Duration duration) {
        this.kinds = kinds;
        this.condition = condition;
        this.contained = contained;
        this.remaining = times;
        this.effect = effect;
        this.answer = answer;
        this.duration = duration;
    }

    /** Switches it off. */
    public synchronized void clear() {
        remaining = 0;
    }

    /** How many requests it has hit so far. */
    public synchronized int hits() {
        return hits;
    }

    synchronized boolean isOver() {
        return remaining == 0;
    }

    /** @param given the answer it is about to get, or null when the request has just arrived */
    synchronized boolean hit(RecordedRequest request, Answer given) {
        if (effect.spoilsAnswer() != (given != null) || contained != null && (given.tree() == null || !given.tree().toString().contains(contained))) {
            return false;
        }
        if (remaining == 0 || !kinds.isEmpty() && !kinds.contains(request.kind()) || !condition.test(request)) {
            return false;
        }
        remaining--;
        hits++;
        return true;
    }

    Effect effect() {
        return effect;
    }

    Answer answer() {
        return answer;
    }

    Duration duration() {
        return duration;
    }
}
