package io.github.camelucwa.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.camelucwa.wire.JsonWire;
import io.github.camelucwa.wire.MalformedBodyException;

/**
 * Tokens of an OAuth 2.0 authority (Azure AD, ADFS) for sites with modern authentication (protocol §3.6): the password grant
 * when there are user name and password, the client credentials grant otherwise.
 */
public final class OAuth2Source implements TokenSource {

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
     * @param scope        null to send none
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
        this.credentials = RefusedCredentials.key(clientId, clientSecret, username, password);
    }

    @Override
    public AccessToken fetch(Challenge challenge, URI target, CallHandle handle) throws CallFailedException {
        refused.check(credentials);
        Request request = Request.post(endpoint, "application/json", "application/x-www-form-urlencoded; charset=UTF-8",
                form.entrySet().stream().map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")).getBytes(StandardCharsets.UTF_8));
        Answer answer = transport.send(request, null, true, handle);
        if (answer.status() != 200) {
            throw failure(answer);
        }
        refused.accepted(credentials);
        return TokenAnswers.token(answer, clock);
    }

    private CallFailedException failure(Answer answer) {
        String error = null;
        try {
            error = JsonWire.readObject(answer.body()).get("error") instanceof String text ? text : null;
        } catch (MalformedBodyException notJson) {
            // the status has to do
        }
        boolean wrong = "invalid_grant".equals(error) || "invalid_client".equals(error) || answer.status() == 401;
        if (wrong) {
            refused.refused(credentials);
        }
        boolean final4xx = answer.status() == 400 || wrong;
        return new CallFailedException(final4xx ? FailureKind.CREDENTIALS_REFUSED : FailureKind.UNAUTHENTICATED,
                "The OAuth token endpoint " + Urls.label(endpoint) + " answered " + answer.status()
                        + (error == null ? "" : " " + error) + (wrong ? ": check oauth2ClientId, oauth2ClientSecret, username and"
                                + " password" : ""),
                Urls.label(endpoint), answer.status(), null, answer.diagnostics(),
                wrong ? RefusedCredentials.PAUSE : answer.retryAfter(clock.instant()), null);
    }

    private void put(String name, String value) {
        if (value != null) {
            form.put(name, value);
        }
    }
}
