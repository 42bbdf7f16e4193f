package io.github.camelucwa.simulator;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Challenges, tokens and who they are good for (protocol section 3). A token is good only for the host whose challenge led to it. */
final class SignIn {

    static final String TOKEN_PATH = "/WebTicket/oauthtoken";

    private static final String CLIENT_ID = "00000004-0000-0ff1-ce00-000000000000";

    private record Ticket(SimulatedAccount account, String origin, Instant expiry) {
    }

    private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private volatile Duration tokenLife = Duration.ofHours(8);

    /** Real time. */
    void tokenLife(Duration life) {
        tokenLife = life;
    }

    /** All tokens are refused with 401 from now on. */
    void forgetTokens() {
        tickets.clear();
    }

    Answer issue(SimulatedAccount account, String origin) {
        byte[] secret = new byte[24];
        random.nextBytes(secret);
        String token = "cwt=" + Base64.getUrlEncoder().encodeToString(secret);
        Duration life = tokenLife;
        tickets.put(token, new Ticket(account, origin, Instant.now().plus(life)));
        Resource body = Resource.anonymous().with("access_token", token).with("expires_in", (int) life.toSeconds())
                .with("ms_rtc_identityscope", "local").with("token_type", "Bearer");
        return Answer.ok(body).with("Cache-Control", "no-store");
    }

    /**
     * Who sends this request.
     *
     * @throws Refusal 401 with the challenge, or 500 with diagnostics 28032 for the token of another host
     */
    SimulatedAccount require(Request request) {
        String authorization = request.header("authorization");
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new Refusal(challenge(request));
        }
        Ticket ticket = tickets.get(authorization.substring(7).trim());
        if (ticket == null || ticket.expiry().isBefore(Instant.now())) {
            throw new Refusal(challenge(request));
        }
        if (!ticket.origin().equals(request.origin())) {
            throw new Refusal(wrongTicket());
        }
        return ticket.account();
    }

    Answer challenge(Request request) {
        return Answer.html(401, "401 - Unauthorized: Access is denied due to invalid credentials.")
                .with("WWW-Authenticate", "Bearer trusted_issuers=\"00000002-0000-0ff1-ce00-000000000000@fabrikam.example\", client_id=\""
                                          + CLIENT_ID + "\"")
                .with("WWW-Authenticate", "MsRtcOAuth href=\"" + request.origin() + TOKEN_PATH
                                          + "\",grant_type=\"urn:microsoft.rtc:windows,urn:microsoft.rtc:anonmeeting,password\"");
    }

    static Answer wrongTicket() {
        return Answer.html(500, "500 - Internal server error.")
                .with("X-Ms-diagnostics", "28032;source=\"FE01.fabrikam.example\";reason=\"The web ticket is invalid.\"");
    }

    static Answer invalidToken() {
        return Answer.html(403, "403 - Forbidden: Access is denied.")
                .with("Warning", "120 FE01.fabrikam.example \"InvalidToken\"")
                .with("X-Ms-diagnostics", "28055;source=\"FE01.fabrikam.example\";reason=\"The OAuth token is invalid.\";"
                                          + "faultcode=\"wsse:FailedAuthentication\"")
                .with("WWW-Authenticate", "Bearer trusted_issuers=\"00000001-0000-0000-c000-000000000000@*\", client_id=\"" + CLIENT_ID + "\"");
    }
}
