package io.github.camelucwa.channel;

import java.time.Duration;

import io.github.camelucwa.channel.Reaction.Location;
import io.github.camelucwa.channel.Reaction.Place;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.FailureKind;
import io.github.camelucwa.wire.MalformedBodyException;

/** Decides what to do about each sort of failure (protocol §6.6, §2.6). Belongs to the channel's thread. */
final class Reactions {

    /** Connection errors in a row after which the server is looked for anew (protocol §2.6). */
    private static final int REDISCOVER_AFTER = 5;
    /** Unreadable answers in a row after which the application is asked where its channel is. */
    private static final int UNREADABLE_LIMIT = 3;

    private final Backoff backoff;
    private final Duration rarely;
    private int connectionErrors;
    private int unreadable;

    /**
     * @param backoff growing pauses
     * @param rarely  pause after refusals
     */
    Reactions(Backoff backoff, Duration rarely) {
        this.backoff = backoff;
        this.rarely = rarely;
    }

    /** An answer of the server could be read. */
    void readable() {
        unreadable = 0;
        connectionErrors = 0;
    }

    /** The server could be reached. */
    void reached() {
        connectionErrors = 0;
    }

    /** The channel is as it should be: the pauses begin anew. */
    void good() {
        backoff.reset();
    }

    /** The next pause of the growing ones. */
    Duration pause(Duration atLeast) {
        return backoff.next(atLeast);
    }

    /** @param connected whether there was an application */
    Reaction to(CallFailedException failure, boolean connected) {
        return switch (failure.kind()) {
            case CREDENTIALS_REFUSED -> new Reaction(ChannelState.REFUSED, rarely(failure), false, Location.KEEP, Place.KEEP);
            case APPLICATION_REFUSED -> new Reaction(ChannelState.REFUSED, rarely(failure), true, Location.KEEP, Place.LOST);
            case UNTRUSTED, REJECTED -> new Reaction(ChannelState.REFUSED, rarely(failure), true, Location.KEEP, Place.KEEP);
            case APPLICATION_LOST -> trying(firstAtOnce(failure), true, Location.KEEP, Place.LOST);
            case NOT_FOUND -> trying(pause(failure.retryAfter()), true, Location.FORGET, Place.ASK);
            case MOVED -> trying(pause(failure.retryAfter()), true, Location.FORGET, Place.KEEP);
            default -> transientFailure(failure, connected);
        };
    }

    private Reaction transientFailure(CallFailedException failure, boolean connected) {
        Duration pause = pause(failure.retryAfter());
        boolean rediscover = failure.status() == 502 || isOneConnectionErrorTooMany(failure);
        if (isGivenUpAsUnreadable(failure, connected)) {
            return trying(pause, true, rediscover ? Location.FORGET : Location.KEEP, Place.ASK_AND_RECONCILE);
        }
        return trying(pause, rediscover, rediscover ? Location.FORGET : Location.KEEP, Place.KEEP);
    }

    private boolean isOneConnectionErrorTooMany(CallFailedException failure) {
        if (failure.status() == 0 && failure.kind() == FailureKind.TRANSIENT && ++connectionErrors >= REDISCOVER_AFTER) {
            connectionErrors = 0;
            return true;
        }
        return false;
    }

    /** A package that stays unreadable would hold the channel for ever. */
    private boolean isGivenUpAsUnreadable(CallFailedException failure, boolean connected) {
        boolean claimsToBeUcwa = failure.kind() == FailureKind.MALFORMED && failure.getCause() instanceof MalformedBodyException;
        if (claimsToBeUcwa && connected && ++unreadable >= UNREADABLE_LIMIT) {
            unreadable = 0;
            return true;
        }
        return false;
    }

    /** At once the first time, since nothing but the application is missing; one that goes on losing it must not be stormed. */
    private Duration firstAtOnce(CallFailedException failure) {
        boolean first = backoff.attempts() == 0;
        Duration pause = backoff.next(failure.retryAfter());
        return first ? Duration.ZERO : pause;
    }

    private Duration rarely(CallFailedException failure) {
        return failure.retryAfter().compareTo(rarely) >= 0 ? failure.retryAfter() : rarely;
    }

    private static Reaction trying(Duration pause, boolean signIn, Location location, Place channel) {
        return new Reaction(ChannelState.RECONNECTING, pause, signIn, location, channel);
    }
}
