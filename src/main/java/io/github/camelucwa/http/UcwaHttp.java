package io.github.camelucwa.http;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls the server as the signed-in account: only trusted hosts, each with its own token, a refused token replaced once
 * (protocol §3.4, §3.5, §16). The only door through which a token leaves.
 */
public final class UcwaHttp {

    private static final String WEB_TICKET_OF_ANOTHER_POOL = "28032";
    private static final String OAUTH_TOKEN_INVALID = "28055";

    private final Transport transport;
    private final TrustedHosts trusted;
    private final TokenSource tokens;
    private final Clock clock;
    private final Map<Origin, TokenHolder> holders = new ConcurrentHashMap<>();
    private final AtomicLong renewals = new AtomicLong();

    public UcwaHttp(Transport transport, TrustedHosts trusted, TokenSource tokens, Clock clock) {
        this.transport = transport;
        this.trusted = trusted;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Who may receive a token. */
    public TrustedHosts trusted() {
        return trusted;
    }

    /** How many tokens were fetched so far. */
    public long tokensFetched() {
        return renewals.get();
    }

    /**
     * Asks without any credentials; the host needs not be trusted.
     *
     * @throws CallFailedException when there is no answer
     */
    public Answer ask(Request request, CallHandle handle) throws CallFailedException {
        trusted.requireUsable(request.uri(), request.label());
        return transport.send(request, null, !trusted.isTrusted(request.uri()), handle);
    }

    /**
     * Calls with the token of the URL's host. When the server refuses it, a new one is fetched and the same request is
     * sent once more; an answer that is still a refusal is returned as it is.
     *
     * @throws CallFailedException when the host is not trusted, there is no answer, or no token can be had
     */
    public Answer call(Request request, CallHandle handle) throws CallFailedException {
        trusted.require(request.uri(), request.label());
        TokenHolder holder = holders.computeIfAbsent(Origin.of(request.uri()),
                origin -> new TokenHolder(origin, tokens, clock, renewals));
        AccessToken token = holder.current(request.uri(), handle);
        Answer answer = transport.send(request, token, false, handle);
        if (!refusesToken(answer)) {
            return answer;
        }
        AccessToken fresh = holder.renew(token, challenge(answer, holder, request, handle), request.uri(),
                handle);
        return transport.send(request, fresh, false, handle);
    }

    /** Calls and accepts nothing but success. */
    public Answer require(Request request, CallHandle handle) throws CallFailedException {
        Answer answer = call(request, handle);
        if (!answer.isSuccess()) {
            throw Failures.of(answer);
        }
        return answer;
    }

    /** Ends every call in flight. */
    public void abortAll() {
        transport.abortAll();
    }

    private Challenge challenge(Answer answer, TokenHolder holder, Request request, CallHandle handle)
            throws CallFailedException {
        Challenge offered = Challenge.parse(answer.headers("www-authenticate"));
        if (offered.tokenHref() != null) {
            return offered;
        }
        if (holder.challenge() != null) {
            // a refusal of a token often tells less than the challenge before it did
            return holder.challenge();
        }
        if (answer.status() != 401) {
            // a ticket of another pool is answered without a challenge; the host tells one when asked without a ticket
            Request bare = Request.get(request.uri(), request.accept()).atMost(Request.SMALL);
            Challenge asked = Challenge.parse(transport.send(bare, null, false, handle).headers("www-authenticate"));
            return asked.isUsable() ? asked : offered;
        }
        return offered;
    }

    /** 401, and the two answers that mean the same: 500 with 28032 and 403 with 28055 (protocol §3.5, §3.6). */
    static boolean refusesToken(Answer answer) {
        String diagnostics = answer.diagnostics() == null ? "" : answer.diagnostics().trim();
        return switch (answer.status()) {
            case 401 -> true;
            case 403 -> diagnostics.startsWith(OAUTH_TOKEN_INVALID) || !answer.headers("www-authenticate").isEmpty()
                    || answer.headers("warning").stream().anyMatch(w -> w.contains("InvalidToken"));
            case 500 -> diagnostics.startsWith(WEB_TICKET_OF_ANOTHER_POOL);
            default -> false;
        };
    }

    /** The token service may be asked for this URL's host only when it is trusted itself. */
    static void requireTokenService(TrustedHosts trusted, URI service) throws CallFailedException {
        trusted.require(service, "The web ticket service named by the server's challenge");
    }
}
