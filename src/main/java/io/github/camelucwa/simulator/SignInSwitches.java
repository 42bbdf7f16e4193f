package io.github.camelucwa.simulator;

import java.time.Duration;
import java.util.List;

/** How the server asks who is there and what it takes for an answer (protocol section 3). All may be switched while it runs. */
public final class SignInSwitches {

    /** Forms of the challenge that real servers and proxies send (protocol section 3.1). */
    public enum Challenge {
        /** Two fields, quoted href, as on premises. */
        STANDARD,
        /** The two fields in the other order. */
        REVERSED,
        /** Both schemes in one field, as some proxies join them. */
        JOINED,
        /** The href of the token service without quotes. */
        UNQUOTED,
        /** The Bearer field has {@code authorization_uri}, as with modern authentication. */
        MODERN,
        /** Only the Bearer field. */
        ONLY_BEARER,
        /** No field at all. */
        NONE,
        /** The fields of {@link #STANDARD} with status 403 instead of 401. */
        FORBIDDEN
    }

    private volatile Challenge challenge = Challenge.STANDARD;
    private volatile List<String> grants = List.of("urn:microsoft.rtc:windows", "urn:microsoft.rtc:anonmeeting", "password");
    private volatile String tokenUrl;
    private volatile String tokenError;
    private volatile boolean minimalToken;
    private volatile boolean ntlmRefused;
    private volatile Duration tokenLife = Duration.ofHours(8);

    SignInSwitches() {
    }

    /** Form of the challenge. Standard: {@link Challenge#STANDARD}. */
    public SignInSwitches challenge(Challenge form) {
        challenge = form;
        return this;
    }

    /** The grants that are offered and taken; of those {@code password} and {@code urn:microsoft.rtc:windows} can lead to a token. */
    public SignInSwitches grants(String... names) {
        grants = List.of(names);
        return this;
    }

    /** The token service the challenge names; null: that of the host asked. */
    public SignInSwitches tokenUrl(String url) {
        tokenUrl = url;
        return this;
    }

    /** Every token request is refused with 400 and this error, e.g. {@code server_error}; null: none. */
    public SignInSwitches tokenError(String error) {
        tokenError = error;
        return this;
    }

    /** Whether the token answer has nothing but {@code access_token}. Standard: false. */
    public SignInSwitches minimalToken(boolean on) {
        minimalToken = on;
        return this;
    }

    /** Whether the last step of the NTLM handshake is refused, as for a wrong password. Standard: false. */
    public SignInSwitches ntlmRefused(boolean on) {
        ntlmRefused = on;
        return this;
    }

    /** Life of tokens issued from now on, in real time. Standard: 8 h. */
    public SignInSwitches tokenLife(Duration life) {
        tokenLife = life;
        return this;
    }

    Challenge challenge() {
        return challenge;
    }

    List<String> grants() {
        return grants;
    }

    String tokenUrl() {
        return tokenUrl;
    }

    String tokenError() {
        return tokenError;
    }

    boolean minimalToken() {
        return minimalToken;
    }

    boolean ntlmRefused() {
        return ntlmRefused;
    }

    Duration tokenLife() {
        return tokenLife;
    }
}
