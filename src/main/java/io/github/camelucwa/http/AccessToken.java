package io.github.camelucwa.http;

import java.time.Instant;
import java.util.Objects;

/**
 * A bearer token.
 *
 * @param value     what follows {@code Bearer } in the {@code Authorization} field; a web ticket includes its {@code cwt=}
 * @param expiresAt when it ends; null when unknown, then it is used until the server refuses it
 */
public record AccessToken(String value, Instant expiresAt) {

    public AccessToken {
        Objects.requireNonNull(value, "value");
        if (value.isBlank() || value.chars().anyMatch(c -> c <= ' ' || c > 126)) {
            throw new IllegalArgumentException("A bearer token must not be empty nor contain blanks or control characters");
        }
    }

    /** Never shows the value. */
    @Override
    public String toString() {
        return "AccessToken[expiresAt=" + expiresAt + "]";
    }
}
