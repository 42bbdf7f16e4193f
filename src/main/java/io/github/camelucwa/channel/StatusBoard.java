package io.github.camelucwa.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.FailureKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the channel's state and tells its story in the log: lost, why, next try, back after how long, each once. Written by
 * the channel's thread, read by any.
 */
final class StatusBoard {

    private static final Logger LOG = LoggerFactory.getLogger(EventChannel.class);
    /** A P-GET that is held this long has reached the server: longer than connecting may take. */
    private static final Duration HELD = Duration.ofSeconds(12);

    /** Nothing is told again sooner. */
    private static final Duration REPEAT = Duration.ofMinutes(1);

    private final String account;
    private final Clock clock;
    private ChannelState state = ChannelState.IDLE;
    private Instant since;
    private String application;
    private Instant lastAnswer;
    private Instant lastEvent;
    private CallFailedException failure;
    private Instant failedSince;
    private boolean told;
    /** When trouble of each kind was told last: a channel that comes and goes must not fill the log. */
    private final Map<FailureKind, Instant> toldAt = new EnumMap<>(FailureKind.class);
    private int attempts;
    private Instant nextAttempt;
    private Instant pollSince;
    private long events;
    private long packages;
    private long reconnects;

    StatusBoard(String account, Clock clock) {
        this.account = account;
        this.clock = clock;
        this.since = clock.instant();
    }

    synchronized void needed() {
        if (state == ChannelState.IDLE) {
            to(ChannelState.CONNECTING);
        }
    }

    synchronized void signedIn(Connection connection) {
        application = connection.application().getPath();
        lastAnswer = clock.instant();
        if (failure == null) {
            to(ChannelState.CONNECTED);
            LOG.info("{}: signed in, application {} {}", account, application, connection.created() ? "made" : "taken back");
        } else if (told) {
            LOG.info("{}: signed in again, application {} {}", account, application, connection.created() ? "made" : "taken back");
        }
    }

    synchronized void polling() {
        pollSince = clock.instant();
        if (state == ChannelState.STANDBY) {
            to(ChannelState.CONNECTED);
        }
    }

    synchronized void pollEnded() {
        pollSince = null;
    }

    synchronized void answered(int received) {
        lastAnswer = clock.instant();
        packages++;
        events += received;
        if (received > 0) {
            lastEvent = lastAnswer;
        }
        recovered();
    }

    /** Trouble that everybody was told of has come back after good answers in between. */
    synchronized void failedAgain(CallFailedException cause, ChannelState now, Duration pause) {
        failed(cause, now, pause, false);
    }

    /** @return true when this begins a new sort of trouble that a person should hear of */
    synchronized boolean failed(CallFailedException cause, ChannelState now, Duration pause) {
        boolean different = failure == null || now != state || failure.kind() != cause.kind();
        boolean news = different && !toldLately(cause.kind());
        failed(cause, now, pause, news);
        return news;
    }

    private boolean toldLately(FailureKind kind) {
        Instant last = toldAt.get(kind);
        return last != null && Duration.between(last, clock.instant()).compareTo(REPEAT) < 0;
    }

    private void failed(CallFailedException cause, ChannelState now, Duration pause, boolean news) {
        if (failure == null) {
            failedSince = clock.instant();
            reconnects++;
            told = false;
        }
        told |= news;
        if (news) {
            toldAt.put(cause.kind(), clock.instant());
        }
        failure = cause;
        attempts++;
        nextAttempt = clock.instant().plus(pause);
        to(now);
        if (news) {
            LOG.warn("{}: {}", account, cause.getMessage());
            LOG.info("{}: event channel {}, next try in {} ms", account,
                    now == ChannelState.REFUSED ? "refused" : "lost", pause.toMillis());
        } else {
            LOG.debug("{}: attempt {} failed, next try in {} ms: {}", account, attempts, pause.toMillis(), cause.getMessage());
        }
    }

    /** Nobody wants events: what was wrong with getting them does not matter any more. */
    synchronized void standby() {
        failure = null;
        attempts = 0;
        nextAttempt = null;
        to(ChannelState.STANDBY);
    }

    synchronized void stopped() {
        to(ChannelState.STOPPED);
        nextAttempt = null;
    }

    synchronized ChannelStatus read(int pendingEvents, int openInvitations) {
        if (failure != null && pollSince != null && Duration.between(pollSince, clock.instant()).compareTo(HELD) > 0) {
            recovered();
        }
        return new ChannelStatus(state, since, application, lastAnswer, lastEvent, failure, attempts, nextAttempt, events,
                packages, reconnects, pendingEvents, openInvitations);
    }

    private void recovered() {
        if (failure != null) {
            if (told) {
                LOG.info("{}: event channel is back after {} s and {} attempts", account,
                        Duration.between(failedSince, clock.instant()).toSeconds(), attempts);
            }
            failure = null;
            attempts = 0;
            nextAttempt = null;
        }
        to(ChannelState.CONNECTED);
    }

    private void to(ChannelState next) {
        if (state != next) {
            state = next;
            since = clock.instant();
        }
    }
}
