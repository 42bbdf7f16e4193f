package io.github.camelucwa;

import java.net.URI;

import io.github.camelucwa.http.AccessToken;
import io.github.camelucwa.http.Challenge;

/**
 * Gets bearer tokens from wherever a site keeps them. Register one as a bean, or name it with
 * {@code tokenProvider=#bean:name}. Called by one thread at a time per host: when a host is met for the first time, ahead of
 * the token's expiry, and when the host refuses the token.
 */
@FunctionalInterface
public interface UcwaTokenProvider {

    /**
     * A token for a host.
     *
     * @param challenge what the host offered in its 401 (protocol §3.1)
     * @param target    the URL that asked; the token is sent to its scheme, host and port only
     * @return the token, with its expiry if that is known
     * @throws Exception when there is none now; it is tried again later
     */
    AccessToken getToken(Challenge challenge, URI target) throws Exception;
}
