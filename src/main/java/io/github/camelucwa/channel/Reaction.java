package io.github.camelucwa.channel;

import java.time.Duration;

/**
 * What to do about a failure.
 *
 * @param state          the state it puts the channel in
 * @param pause          how long to leave the server alone
 * @param signIn         the application has to be asked for again before the next P-GET
 * @param location       what to do with the place where the server was found
 * @param channel        what to do with our place in the channel
 */
record Reaction(ChannelState state, Duration pause, boolean signIn, Location location, Place channel) {

    /** The place where the server was found. */
    enum Location {
        KEEP, FORGET
    }

    /** Our place in the channel. */
    enum Place {
        /** The same URL again. */
        KEEP,
        /** The application tells where its channel stands. */
        ASK,
        /** The same, and what became of the unfinished invitations is asked, since a package is given up. */
        ASK_AND_RECONCILE,
        /** The application is gone, and the channel with it. */
        LOST
    }
}
