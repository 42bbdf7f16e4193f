package io.github.camelucwa.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Web tickets: the password grant and the windows grant (NTLM) of protocol §3.2 and §3.3. */
public final class WebTicketSource implements TokenSource {

    /** Which grant to use. */
    public enum Grant {
        /** What the challenge offers and the credentials can serve; password first. */
        AUTO,
        /** User name and password as form fields. */
        PASSWORD,
        /** NTLM handshake on the token URL. */
        WINDOWS
    }

    static final String PASSWORD_GRANT = "password";
    static final String WINDOWS_GRANT = "urn:microsoft.rtc:windows";

    private final Transport transport;
    private final TrustedHosts trusted;
    private final RefusedCredentials refused;
    private final Clock clock;
    private final Grant grant;
    private final String username;
    private final String password;
    private final String credentials;

    public WebTicketSource(Transport transport, TrustedHosts trusted, RefusedCredentials refused, Clock clock, Grant grant,
                           String username, String password) {
        this.transport = transport;
        this.trusted = trusted;
        this.refused = refused;
        this.clock = clock;
        this.grant = grant;
        this.username = username;
        this.password = password;
        this.credentials = RefusedCredentials.key(username, password);
    }

    @Override
    public AccessToken fetch(Challenge challenge, URI target, CallHandle handle) throws CallFailedException {
        String host = Origin.of(target).toString();
        if (challenge.tokenHref() == null) {
            throw new CallFailedException(FailureKind.UNAUTHENTICATED, host + " asks for a token but names no web ticket service"
                    + " (offered: " + (challenge.schemes().isEmpty() ? "nothing" : String.join(", ", challenge.schemes()))
                    + "): either a proxy answered, or the site wants modern authentication"
                    + " (options oauth2TokenEndpoint, tokenProvider or accessToken)", Urls.label(target), null);
        }
        URI service;
        try {
            service = Urls.resolve(target, challenge.tokenHref());
        } catch (IllegalArgumentException e) {
            throw new CallFailedException(FailureKind.UNAUTHENTICATED, "The challenge of " + host
                    + " names a web ticket service that is not a URL: " + e.getMessage(), Urls.label(target), e);
        }
        UcwaHttp.requireTokenService(trusted, service);
        List<String> candidates = candidates(challenge, host);
        return refused.attempt(credentials, handle, () -> token(service, candidates, handle));
    }

    private AccessToken token(URI service, List<String> candidates, CallHandle handle) throws CallFailedException {
        CallFailedException unsupported = null;
        for (String candidate : candidates) {
            Answer answer = request(service, candidate, handle);
            if (answer.status() == 200) {
                return TokenAnswers.token(answer, clock);
            }
            CallFailedException failure = failure(answer, candidate);
            if (failure.kind() != FailureKind.REJECTED) {
                throw failure;
            }
            unsupported = failure;
        }
        throw new CallFailedException(FailureKind.CREDENTIALS_REFUSED, unsupported.getMessage(), unsupported.href(),
                unsupported.status(), null, unsupported.diagnostics(), unsupported.retryAfter(), null);
    }

    private List<String> candidates(Challenge challenge, String host) throws CallFailedException {
        List<String> candidates = new ArrayList<>(2);
        if (grant != Grant.WINDOWS && challenge.grants().contains(PASSWORD_GRANT)) {
            candidates.add(PASSWORD_GRANT);
        }
        if (grant != Grant.PASSWORD && challenge.grants().contains(WINDOWS_GRANT)) {
            candidates.add(WINDOWS_GRANT);
        }
        if (candidates.isEmpty()) {
            throw new CallFailedException(FailureKind.CREDENTIALS_REFUSED, "The web ticket service of " + host + " offers the grants "
                    + challenge.grants() + ", the option grantType=" + grant.name().toLowerCase(Locale.ROOT)
                    + " needs " + (grant == Grant.WINDOWS ? WINDOWS_GRANT : grant == Grant.PASSWORD ? PASSWORD_GRANT
                            : PASSWORD_GRANT + " or " + WINDOWS_GRANT), host, null);
        }
        return candidates;
    }

    private Answer request(URI service, String candidate, CallHandle handle) throws CallFailedException {
        boolean windows = WINDOWS_GRANT.equals(candidate);
        // values are encoded: an early client did not and broke on '&' and '+' in passwords (protocol §3.2)
        String form = "grant_type=" + encode(candidate)
                + (windows ? "" : "&username=" + encode(username) + "&password=" + encode(password));
        Request request = Request.post(service, "application/json", "application/x-www-form-urlencoded; charset=UTF-8",
                form.getBytes(StandardCharsets.UTF_8)).atMost(Request.SMALL);
        return windows
                ? transport.sendAsWindowsUser(request, username, password, handle)
                : transport.send(request, null, false, handle);
    }

    private CallFailedException failure(Answer answer, String candidate) {
        Map<String, Object> body = TokenAnswers.body(answer);
        String error = TokenAnswers.error(body);
        boolean passive = body.get("ms_rtc_passiveauthuri") != null;
        boolean wrongPassword = answer.status() == 401 && !windowsWithoutNtlm(answer, candidate)
                || "invalid_grant".equals(error) && !passive;
        if (wrongPassword) {
            refused.refused(credentials);
        }
        FailureKind kind = wrongPassword || passive || windowsWithoutNtlm(answer, candidate) ? FailureKind.CREDENTIALS_REFUSED
                : "unsupported_grant_type".equals(error) ? FailureKind.REJECTED
                : "invalid_request".equals(error) || "invalid_scope".equals(error) ? FailureKind.CREDENTIALS_REFUSED
                : FailureKind.UNAUTHENTICATED;
        String what = passive
                ? "the site wants passive sign-in (ADFS in a browser), which a program cannot do"
                : windowsWithoutNtlm(answer, candidate) ? "it offers no NTLM, which is what the windows grant here can do"
                : wrongPassword ? "the options username and password are not accepted; check both,"
                        + " and whether the account is locked"
                : "unsupported_grant_type".equals(error) ? "the grant " + candidate + " is switched off there"
                : error != null ? "it says " + error : "no OAuth error in the body";
        return new CallFailedException(kind, "The web ticket service " + Urls.label(answer.uri()) + " answered "
                + answer.status() + " to the grant " + candidate + ": " + what
                + (answer.diagnostics() == null ? "" : " [X-Ms-diagnostics: " + answer.diagnostics() + "]"),
                Urls.label(answer.uri()), answer.status(), null, answer.diagnostics(),
                wrongPassword ? RefusedCredentials.PAUSE : answer.retryAfter(clock.instant()), null);
    }

    private static boolean windowsWithoutNtlm(Answer answer, String candidate) {
        return answer.status() == 401 && WINDOWS_GRANT.equals(candidate)
                && !Challenge.parse(answer.headers("www-authenticate")).schemes().contains("ntlm");
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
