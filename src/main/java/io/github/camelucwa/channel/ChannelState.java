package io.github.camelucwa.channel;

/** What the channel is doing: the single state it is in. */
public enum ChannelState {
    /** Nobody has needed the account yet: producers alone sign in with their first operation. */
    IDLE,
    /** Signing in for the first time. */
    CONNECTING,
    /** Signed in, with a P-GET answered or held. */
    CONNECTED,
    /** Something failed; trying again after pauses. */
    RECONNECTING,
    /** Credentials or application refused: a person has to act; tried again rarely. */
    REFUSED,
    /** Signed in, but nobody wants events now: no P-GET. */
    STANDBY,
    /** Ended. */
    STOPPED
}
