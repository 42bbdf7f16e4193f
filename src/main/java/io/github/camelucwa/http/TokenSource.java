package io.github.camelucwa.http;

import java.net.URI;

/** Where tokens come from. Called by one thread at a time per host. */
@FunctionalInterface
public interface TokenSource {

    /**
     * Gets a fresh token for a host.
     *
     * @param challenge what the host offered in its 401
     * @param target    the URL that asked for a token
     * @param handle    ends the fetching when aborted
     * @throws CallFailedException of kind {@link FailureKind#CREDENTIALS_REFUSED} when asking again with the same
     *                             credentials is pointless or dangerous, of another kind when it may be tried later
     */
    AccessToken fetch(Challenge challenge, URI target, CallHandle handle) throws CallFailedException;

    /** A token that needs no challenge, presented with the first request already; null when a challenge is needed. */
    default AccessToken initial() {
        return null;
    }
}
