package io.github.camelucwa.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tokens of an OAuth 2.0 authority (Azure AD, ADFS) for sites with modern authentication (protocol §3.6): the password grant
 * when there are user name and password, the client credentials grant otherwise.
 */
public final class OAuth2Source implements TokenSource {

    private static final Set<String> WRONG = Set.of("invalid_grant", "invalid_client");
    private static final Set<String> PASSING = Set.of("server_error", "temporarily_unavailable", "slow_down");

    private final Transport transport;
    private final RefusedCredentials refused;
    private final Clock clock;
    private final URI endpoint;
    private final Map<String, String> form;
    private final String credentials;

    /**
     * @param endpoint     token endpoint of the authority, named by the administrator and therefore trusted with these
     *                     credentials
     * @param clientSecret null for a public client
     * @param scope        null to ask for the resource {@code scheme://host} of whoever wants the token (protocol §3.5)
     * @param username     null for the client credentials grant
     * @param password     null for the client credentials grant
     */
    public OAuth2Source(Transport transport, RefusedCredentials refused, Clock clock, URI endpoint, String clientId,
                        String clientSecret, String scope, String username, String password) {
        this.transport = transport;
        this.refused = refused;
        this.clock = clock;
        this.endpoint = endpoint;
        this.form = new LinkedHashMap<>();
        boolean asUser = password != null;
        form.put("grant_type", asUser ? "password" : "client_credentials");
        form.put("client_id", clientId);
        put("client_secret", clientSecret);
        put("scope", scope);
        if (asUser) {
            put("username", username);
            put("password", password);
        }
        this.credentials = RefusedCredentials.key(endpoint.toString(), clientId, clientSecret, asUser ? username : null,
                password);
    }

    @Override
    public AccessToken fetch(Challenge challenge, URI target, CallHandle handle) throws CallFailedException {
        Map<String, String> fields = new LinkedHashMap<>(form);
        if (!fields.containsKey("scope")) {
            fields.put("resource", Origin.of(target).toString());
        }
        Request request = Request.post(endpoint, "application/json", "application/x-www-form-urlencoded; charset=UTF-8",
                fields.entrySet().stream().map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")).getBytes(StandardCharsets.UTF_8)).atMost(Request.SMALL);
        return refused.attempt(credentials, handle, () -> {
            Answer answer = transport.send(request, null, true, handle);
            if (answer.status() != 200) {
                throw failure(answer);
            }
            return TokenAnswers.token(answer, clock);
        });
    }

    private CallFailedException failure(Answer answer) {
        Map<String, Object> body = TokenAnswers.body(answer);
        String error = TokenAnswers.error(body);
        boolean wrong = error == null ? answer.status() == 401 : WRONG.contains(error);
        if (wrong) {
            refused.refused(credentials);
        }
        boolean hopeless = wrong || error != null && !PASSING.contains(error) && answer.status() < 500;
        return new CallFailedException(hopeless ? FailureKind.CREDENTIALS_REFUSED : FailureKind.UNAUTHENTICATED,
                "The OAuth token endpoint " + Urls.label(endpoint) + " answered " + answer.status()
                        + (error == null ? " without an OAuth error" : ": " + error) + codes(body)
                        + (wrong ? "; check the options oauth2ClientId, oauth2ClientSecret, username and password"
                                : hopeless ? "; check the options oauth2TokenEndpoint, oauth2ClientId and oauth2Scope" : ""),
                Urls.label(endpoint), answer.status(), null, answer.diagnostics(),
                wrong ? RefusedCredentials.PAUSE : hopeless ? Duration.ZERO : answer.retryAfter(clock.instant()), null);
    }

    /** Azure AD's numbers say more than the error; its text may repeat what was sent and is not shown. */
    private static String codes(Map<String, Object> body) {
        if (!(body.get("error_codes") instanceof List<?> codes)) {
            return "";
        }
        return codes.stream().filter(Number.class::isInstance).limit(5).map(c -> " AADSTS" + c).collect(Collectors.joining());
    }

    private void put(String name, String value) {
        if (value != null) {
            form.put(name, value);
        }
    }
}
