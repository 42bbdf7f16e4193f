package io.github.camelucwa.http;

import java.net.URI;

/** A ready token from the configuration: shown to every trusted host, and not to be had anew. */
public final class FixedTokenSource implements TokenSource {

    private final AccessToken token;

    public FixedTokenSource(String token) {
        this.token = new AccessToken(token.trim(), null);
    }

    @Override
    public AccessToken initial() {
        return token;
    }

    @Override
    public AccessToken fetch(Challenge challenge, URI target, CallHandle handle) throws CallFailedException {
        throw new CallFailedException(FailureKind.CREDENTIALS_REFUSED, Origin.of(target)
                + " does not accept the option accessToken; it may have expired", Urls.label(target), null);
    }
}
