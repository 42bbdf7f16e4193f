package io.github.camelucwa;

import java.net.URI;

import io.github.camelucwa.http.AccessToken;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.CallHandle;
import io.github.camelucwa.http.Challenge;
import io.github.camelucwa.http.FailureKind;
import io.github.camelucwa.http.Origin;
import io.github.camelucwa.http.TokenSource;
import io.github.camelucwa.http.Urls;

/** Tokens of the user's own provider. */
final class ProvidedTokens implements TokenSource {

    private final UcwaTokenProvider provider;

    ProvidedTokens(UcwaTokenProvider provider) {
        this.provider = provider;
    }

    @Override
    public AccessToken fetch(Challenge challenge, URI target, CallHandle handle) throws CallFailedException {
        // there is no request of ours that could be aborted: a provider that waits is interrupted
        Runnable interrupt = Thread.currentThread()::interrupt;
        if (!handle.begin(interrupt)) {
            throw stopped(target, null);
        }
        try {
            AccessToken token = provider.getToken(challenge, target);
            if (token == null) {
                throw new IllegalStateException("it returned null");
            }
            return token;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped(target, e);
        } catch (Exception e) {
            if (handle.isAborted()) {
                throw stopped(target, e);
            }
            throw failure(target, e);
        } finally {
            handle.end(interrupt);
        }
    }

    private static CallFailedException stopped(URI target, Exception cause) {
        return new CallFailedException(FailureKind.STOPPED, "Stopped while the tokenProvider was asked for a token for "
                + Origin.of(target), Urls.label(target), cause);
    }

    private static CallFailedException failure(URI target, Exception e) {
        return new CallFailedException(FailureKind.UNAUTHENTICATED, "The tokenProvider gave no token for "
                + Origin.of(target) + ": " + e, Urls.label(target), e);
    }
}
