package io.github.camelucwa.simulator;

/** States of a conversation (protocol section 18). */
public enum ConversationState {

    /** A two-party conversation is being set up. */
    CONNECTING("Connecting"),
    /** Somebody else starts one with us. */
    INCOMING("Incoming"),
    /** Two parties talk. */
    CONNECTED("Connected"),
    /** It is becoming a conference. */
    CONFERENCING("Conferencing"),
    /** It is a conference. */
    CONFERENCED("Conferenced"),
    /** It is over. */
    DISCONNECTED("Disconnected");

    private final String ucwaName;

    ConversationState(String ucwaName) {
        this.ucwaName = ucwaName;
    }

    String ucwaName() {
        return ucwaName;
    }

    /** Whether the link addParticipant is there (protocol section 8.1). */
    boolean canInvite() {
        return this == CONNECTED || this == CONFERENCED;
    }
}
