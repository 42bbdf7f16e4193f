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
    private static final String BEARER = "Bearer trusted_issuers=\"00000002-0000-0ff1-ce00-000000000000@fabrikam.example\", client_id=\""
                                         + CLIENT_ID + "\"";
    private static final String MODERN_BEARER = "Bearer trusted_issuers=\"00000001-0000-0000-c000-000000000000@*\", client_id=\"" + CLIENT_ID
                                                + "\", authorization_uri=\"https://login.fabrikam.example/common/oauth2/authorize\"";

    private record Ticket(SimulatedAccount account, String origin, Instant expiry) {
    }

    private final SignInSwitches switches;
    private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    SignIn(SignInSwitches switches) {
        this.switches = switches;
    }

    /** All tokens are refused with 401 from now on. */
    void forgetTokens() {
        tickets.clear();
    }

    /** A token good for one host. */
    String make(SimulatedAccount account, String origin) {
        byte[] secret = new byte[24];
        random.nextBytes(secret);
        String token = "cwt=" + Base64.getUrlEncoder().encodeToString(secret);
        accept(account, origin, token);
        return token;
    }

    /** @param origin null for all hosts */
    void accept(SimulatedAccount account, String origin, String token) {
        tickets.values().removeIf(ticket -> ticket.expiry().isBefore(Instant.now()));
        tickets.put(token, new Ticket(account, origin, Instant.now().plus(switches.tokenLife())));
    }

    Answer issue(SimulatedAccount account, String origin) {
        Duration life = switches.tokenLife();
        String token = make(account, origin);
        Resource body = Resource.anonymous().with("access_token", token);
        if (!switches.minimalToken()) {
            body.with("expires_in", (int) life.toSeconds()).with("ms_rtc_identityscope", "local").with("token_type", "Bearer");
        }
        return Answer.text(200, "application/json; charset=utf-8", body.tree().toString()).with("Cache-Control", "no-store");
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
        if (ticket.origin() != null && !ticket.origin().equals(request.origin())) {
            throw new Refusal(wrongTicket());
        }
        return ticket.account();
    }

    private Answer challenge(Request request) {
        Answer page = Answer.html(401, "401 - Unauthorized: Access is denied due to invalid credentials.");
        String url = switches.tokenUrl() == null ? request.origin() + TOKEN_PATH : switches.tokenUrl();
        String grants = ",grant_type=\"" + String.join(",", switches.grants()) + "\"";
        String ticket = "MsRtcOAuth href=\"" + url + "\"" + grants;
        return switch (switches.challenge()) {
            case STANDARD -> page.with("WWW-Authenticate", BEARER).with("WWW-Authenticate", ticket);
            case REVERSED -> page.with("WWW-Authenticate", ticket).with("WWW-Authenticate", BEARER);
            case JOINED -> page.with("WWW-Authenticate", BEARER + ", " + ticket);
            case UNQUOTED -> page.with("WWW-Authenticate", BEARER).with("WWW-Authenticate", "MsRtcOAuth href=" + url + grants);
            case MODERN -> page.with("WWW-Authenticate", MODERN_BEARER).with("WWW-Authenticate", ticket);
            case ONLY_BEARER -> page.with("WWW-Authenticate", BEARER);
            case NONE -> page;
            case FORBIDDEN -> Answer.html(403, "403 - Forbidden: Access is denied.")
                    .with("WWW-Authenticate", BEARER).with("WWW-Authenticate", ticket);
        };
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
                .with("WWW-Authenticate", MODERN_BEARER);
    }
}
