package io.github.camelucwa.simulator;

import java.time.Duration;

/**
 * How a person reacts when invited.
 *
 * @param outcome what comes of it; null when there never is an answer
 * @param delay   server time until then
 * @param ringing whether an {@code updated} event with state Alerting comes in between
 * @param hidden  whether it goes so fast that only {@code completed} is seen (protocol section 6.4)
 * @param refusal answer to the POST itself instead of an invitation, or null
 */
record Reaction(Outcome outcome, Duration delay, boolean ringing, boolean hidden, Answer refusal) {

    static final Reaction STANDARD = new Reaction(Outcome.ACCEPTED, Duration.ofSeconds(1), false, false, null);
    static final Reaction SILENT = new Reaction(null, Duration.ZERO, false, false, null);

    static Reaction of(Outcome outcome) {
        return new Reaction(outcome, STANDARD.delay(), false, false, null);
    }

    Reaction after(Duration changed) {
        return new Reaction(outcome, changed, ringing, hidden, refusal);
    }

    Reaction withRinging() {
        return new Reaction(outcome, delay, true, hidden, refusal);
    }

    Reaction withoutStart() {
        return new Reaction(outcome, Duration.ZERO, false, true, refusal);
    }
}
