package io.github.camelucwa.simulator;

/**
 * How an invitation ends (protocol section 7.3).
 *
 * @param state   its last state
 * @param code    of the reason, null on success
 * @param subcode of the reason, or null
 * @param message of the reason, or null
 */
record Outcome(String state, String code, String subcode, String message) {

    static final Outcome ACCEPTED = new Outcome("Connected", null, null, null);
    static final Outcome DECLINED = new Outcome("Failed", "RemoteFailure", "Declined", "Your invitation was declined.");
    static final Outcome TIMEOUT = new Outcome("Failed", "RemoteFailure", "Timeout", "The invitation wasn't answered.");
    static final Outcome CANCELLED = new Outcome("Cancelled", "LocalFailure", "Canceled", "You cancelled the invitation.");
    static final Outcome UNKNOWN = new Outcome("Failed", "NotFound", "DestinationNotFound", "The person or meeting doesn't exist.");
    static final Outcome BUSY = new Outcome("Failed", "RemoteFailure", "Busy", "The person is busy.");
    static final Outcome DO_NOT_DISTURB = new Outcome("Failed", "RemoteFailure", "DoNotDisturb", "The person doesn't want to be disturbed.");
    static final Outcome UNREACHABLE = new Outcome("Failed", "RemoteFailure", "Unreachable", "The person can't be reached.");
    static final Outcome ENDED = new Outcome("Failed", "Informational", "Ended", "The conversation has ended.");
    static final Outcome ESCALATION_FAILED = new Outcome("Failed", "ServiceFailure", "EscalationFailed", "The conference couldn't be made.");
    static final Outcome DECLINED_BY_US = new Outcome("Declined", "LocalFailure", "Declined", "You declined the invitation.");
    static final Outcome WITHDRAWN = new Outcome("Cancelled", "RemoteFailure", "Canceled", "The invitation was withdrawn.");
    static final Outcome CONNECTED_ELSEWHERE
            = new Outcome("Failed", "Informational", "ConnectedElsewhere", "The invitation was answered at another device.");
    static final Outcome MISSED = new Outcome("Failed", "RemoteFailure", "Missed", "You missed the invitation.");

    boolean success() {
        return code == null;
    }
}
