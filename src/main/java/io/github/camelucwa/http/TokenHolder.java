package io.github.camelucwa.http;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token of one host. However many callers need one, it is fetched once at a time, and before it ends (protocol §3.4).
 */
final class TokenHolder {

    private static final Logger LOG = LoggerFactory.getLogger(TokenHolder.class);
    private static final double RENEW_AT = 0.85;
    private static final Duration EARLY_RETRY = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofDays(366);

    private record Held(AccessToken token, Instant renewAt) {
    }

    private final Origin origin;
    private final TokenSource source;
    private final Clock clock;
    private final AtomicLong renewals;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Held held;
    private volatile Challenge challenge;

    TokenHolder(Origin origin, TokenSource source, Clock clock, AtomicLong renewals) {
        this.origin = origin;
        this.source = source;
        this.clock = clock;
        this.renewals = renewals;
        AccessToken initial = source.initial();
        this.held = initial == null ? null : hold(initial);
    }

    /** The challenge this host sent last, or null. */
    Challenge challenge() {
        return challenge;
    }

    /** The token to use now; null when there was none yet. Renews it when its end is near. */
    AccessToken current(URI target, CallHandle handle) throws CallFailedException {
        Held now = held;
        if (now == null || clock.instant().isBefore(now.renewAt) || challenge == null) {
            return now == null ? null : now.token;
        }
        boolean expired = now.token.expiresAt() != null && !clock.instant().isBefore(now.token.expiresAt());
        if (expired) {
            return renew(now.token, challenge, target, handle);
        }
        if (fetching.tryLock()) {
            try {
                return renew(now.token, challenge, target, handle);
            } catch (CallFailedException e) {
                if (e.kind() == FailureKind.STOPPED) {
                    throw e;
                }
                LOG.debug("Token of {} could not be renewed ahead of its end, the present one is used on: {}", origin,
                        e.getMessage());
                held = new Held(now.token, clock.instant().plus(EARLY_RETRY));
                return now.token;
            } finally {
                fetching.unlock();
            }
        }
        return now.token;
    }

    /** A token other than the one that was just refused; fetches it unless somebody else has done so meanwhile. */
    AccessToken renew(AccessToken refused, Challenge offered, URI target, CallHandle handle) throws CallFailedException {
        fetching.lock();
        try {
            Held now = held;
            if (now != null && now.token != refused) {
                return now.token;
            }
            AccessToken token = source.fetch(offered, target, handle);
            challenge = offered;
            held = hold(token);
            renewals.incrementAndGet();
            LOG.debug("Got a token for {}, good until {}", origin, token.expiresAt());
            return token;
        } finally {
            fetching.unlock();
        }
    }

    private Held hold(AccessToken token) {
        if (token.expiresAt() == null) {
            return new Held(token, Instant.MAX);
        }
        Instant now = clock.instant();
        // a provider may name an end beyond all calendars
        Instant end = token.expiresAt().isBefore(now.plus(LONGEST)) ? token.expiresAt() : now.plus(LONGEST);
        long life = Math.max(0, Duration.between(now, end).toMillis());
        return new Held(token, now.plusMillis((long) (life * RENEW_AT)));
    }
}
