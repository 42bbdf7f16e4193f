package io.github.camelucwa.simulator;

import java.time.Duration;

/**
 * Tells how a person reacts when invited, for example {@code server.invite("sip:bob@fabrikam.example").declines().after(ofSeconds(2))}.
 * A person nobody told anything accepts after 1 s of server time.
 */
public final class SimulatedPerson {

    private final Reactions reactions;
    private final String sipAddress;
    private boolean then;

    SimulatedPerson(Reactions reactions, String sipAddress) {
        this.reactions = reactions;
        this.sipAddress = sipAddress;
    }

    /** Accepts: joins the roster, then the invitation completes with success. */
    public SimulatedPerson accepts() {
        return set(Reaction.of(Outcome.ACCEPTED));
    }

    /** Accepts so fast that only {@code completed} is seen, never {@code started}. */
    public SimulatedPerson acceptsAtOnce() {
        return set(Reaction.of(Outcome.ACCEPTED).withoutStart());
    }

    /** Declines: RemoteFailure / Declined. */
    public SimulatedPerson declines() {
        return set(Reaction.of(Outcome.DECLINED));
    }

    /** Never answers: the invitation fails when {@link SimulatedTimer#RING} has passed, RemoteFailure / Timeout. */
    public SimulatedPerson staysSilent() {
        return set(Reaction.SILENT);
    }

    /** Does not exist, which shows in the event: NotFound / DestinationNotFound. */
    public SimulatedPerson isUnknown() {
        return set(Reaction.of(Outcome.UNKNOWN));
    }

    /** Does not exist, which shows in the answer to the POST: 404 DestinationNotFound. */
    public SimulatedPerson isRefusedAsUnknown() {
        return isRefused(404, "NotFound", "DestinationNotFound");
    }

    /** The POST itself is refused with this status and error, for example 409 Conflict / AnotherOperationPending. */
    public SimulatedPerson isRefused(int status, String code, String subcode) {
        Answer refusal = UcwaError.of(status, code, subcode, "The person can't be invited.");
        return set(new Reaction(null, Duration.ZERO, false, false, refusal));
    }

    /** RemoteFailure / Busy. */
    public SimulatedPerson isBusy() {
        return set(Reaction.of(Outcome.BUSY));
    }

    /** RemoteFailure / DoNotDisturb. */
    public SimulatedPerson doesNotWantToBeDisturbed() {
        return set(Reaction.of(Outcome.DO_NOT_DISTURB));
    }

    /** RemoteFailure / Unreachable. */
    public SimulatedPerson isUnreachable() {
        return set(Reaction.of(Outcome.UNREACHABLE));
    }

    /**
     * Ends in any other way.
     *
     * @param state   last state of the invitation, e.g. {@code Failed}
     * @param code    of the reason
     * @param subcode of the reason; null leaves it out
     * @param message of the reason; null leaves it out
     */
    public SimulatedPerson fails(String state, String code, String subcode, String message) {
        return set(Reaction.of(new Outcome(state, code, subcode, message)));
    }

    /** How long it takes. @param serverTime before compression, see {@link SimulatedTime}; standard 1 s */
    public SimulatedPerson after(Duration serverTime) {
        return change(reactions.last(sipAddress).after(serverTime));
    }

    /** An {@code updated} event with state Alerting comes before the end. */
    public SimulatedPerson ringing() {
        return change(reactions.last(sipAddress).withRinging());
    }

    /** What is told next holds for the invitation after the one this is for: {@code declines().then().accepts()}. */
    public SimulatedPerson then() {
        then = true;
        return this;
    }

    private SimulatedPerson set(Reaction reaction) {
        if (then) {
            reactions.then(sipAddress, reaction);
        } else {
            reactions.only(sipAddress, reaction);
        }
        return this;
    }

    private SimulatedPerson change(Reaction reaction) {
        reactions.change(sipAddress, reaction);
        return this;
    }
}
