package io.github.camelucwa.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers which credentials a server refused, so that no restart, retry or second endpoint asks again before the pause is
 * over: a handful of wrong passwords locks an account. Changed credentials are not affected. Kept for one Camel context.
 */
public final class RefusedCredentials {

    /** How long refused credentials are not tried again. */
    public static final Duration PAUSE = Duration.ofMinutes(5);

    private final Clock clock;
    private final Map<String, Instant> refusedAt = new ConcurrentHashMap<>();
    private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();

    public RefusedCredentials(Clock clock) {
        this.clock = clock;
    }

    /** Asks a server for a token. */
    @FunctionalInterface
    interface Attempt {
        AccessToken run() throws CallFailedException;
    }

    /**
     * Makes an attempt with these credentials, one at a time whoever asks: accounts that start together with a wrong
     * password would otherwise try it as often as there are accounts.
     *
     * @param credentials what {@link #key} made of them
     */
    AccessToken attempt(String credentials, CallHandle handle, Attempt attempt) throws CallFailedException {
        ReentrantLock turn = turns.computeIfAbsent(credentials, k -> new ReentrantLock());
        await(turn, handle);
        try {
            check(credentials);
            AccessToken token = attempt.run();
            refusedAt.remove(credentials);
            return token;
        } finally {
            turn.unlock();
        }
    }

    private static void await(ReentrantLock turn, CallHandle handle) throws CallFailedException {
        try {
            while (!turn.tryLock(100, TimeUnit.MILLISECONDS)) {
                if (handle.isAborted()) {
                    throw stopped(null);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped(e);
        }
    }

    private static CallFailedException stopped(InterruptedException cause) {
        return new CallFailedException(FailureKind.STOPPED, "Stopped while another account asks for a token with the same"
                + " credentials", null, cause);
    }

    /**
     * Fails without asking the server when these credentials were refused less than {@link #PAUSE} ago.
     */
    private void check(String credentials) throws CallFailedException {
        Instant at = refusedAt.get(credentials);
        if (at == null) {
            return;
        }
        Duration left = Duration.between(clock.instant(), at.plus(PAUSE));
        if (left.isNegative() || left.isZero()) {
            return;
        }
        throw new CallFailedException(FailureKind.CREDENTIALS_REFUSED, "The credentials were refused at " + at
                + "; to protect the account from being locked the server is not asked again for another " + left.toSeconds()
                + " s, unless username, password or client secret change", null, 0, null, null, left, null);
    }

    /** The server refused them now. */
    void refused(String credentials) {
        refusedAt.put(credentials, clock.instant());
    }

    /** A key that tells credentials apart without keeping them. */
    public static String key(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                digest.update((part == null ? "" : part).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
