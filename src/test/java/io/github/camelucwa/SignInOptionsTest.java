package io.github.camelucwa;

import io.github.camelucwa.simulator.RequestKind;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SignInOptionsTest extends SignInTestSupport {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "http.followRedirects=true|Option http.followRedirects would bypass",
            "http.follow-redirects=true|Option http.follow-redirects would bypass",
            "http.authUsername=x|Option http.authUsername would bypass",
            "http.authMethod=NTLM|Option http.authMethod would bypass",
            "http.authenticationPreemptive=true|Option http.authenticationPreemptive would bypass",
            "http.oauth2ClientId=x|Option http.oauth2ClientId would bypass",
            "http.x509HostnameVerifier=#x|Option http.x509HostnameVerifier would bypass",
            "http.cookieStore=#x|Option http.cookieStore would bypass",
            "http.connectionsPerRoute=1|must be at least 2",
            "http.maxTotalConnections=few|must be at least 2",
            "trustedHosts=https://pool.example|allowed are host names without scheme",
            "trustedHosts=pool.example:443|allowed are host names without scheme",
            "trustedHosts=*|allowed are host names",
            "allowInsecure=false|Option discoveryUrl=http://localhost",
            "discoveryUrl=ftp://pool.example|Option discoveryUrl: Not an http or https URL",
            "discoveryUrl=https://u:hidden@pool.example|user information",
            "grantType=kerberos|grantType",
            "sipAddress=bot|sip:user@domain",
            "sipAddress=sip:bot@fabrikam.example;x|sip:user@domain",
            "accessToken=RAW(Bearer hidden)|Option accessToken has blanks",
            "oauth2TokenEndpoint=https://login.example/t|needs the option oauth2ClientId",
            "oauth2TokenEndpoint=http://login.example/t&allowInsecure=false&discoveryUrl=https://x.example|Option oauth2TokenEndpoint=http://login.example is not https",
            "signInAs=Sleeping|signInAs" })
    void aMistakeIsToldWithTheOption(String option, String message) {
        assertThatThrownBy(() -> context.getEndpoint("ucwa:participantInvitation?" + option)).hasStackTraceContaining(message)
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("hidden"));
    }

    @Test
    void withoutCredentialsThereIsNoEndpoint() {
        options().setPassword(null);
        assertThatThrownBy(() -> context.getEndpoint(CONSUMER)).hasStackTraceContaining(
                "No credentials: one of the options password, accessToken, tokenProvider and oauth2TokenEndpoint is needed");
        assertThatThrownBy(() -> context.getEndpoint(CONSUMER + "&grantType=windows")).hasStackTraceContaining("needs the option password");
    }

    @Test
    void anHttpOptionNobodyKnowsIsToldByName() {
        options().getHttp().put("proxyAuthPassword", "hidden");
        options().getHttp().put("conectTimeout", "hidden");
        assertThatThrownBy(this::startConsumer).hasStackTraceContaining("Unknown options: http.conectTimeout")
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("hidden"));
    }

    @Test
    void httpOptionsReachTheClient() throws Exception {
        start(route(CONSUMER + "&http.userAgent=desk-client&http.connect-timeout=5000&http.connectionsPerRoute=3"));
        signedIn();
        assertThat(server.requests().last(RequestKind.APPLICATIONS).header("user-agent")).isEqualTo("desk-client");
    }

    @Test
    void credentialsOfTheHttpsComponentStayAtHome() throws Exception {
        var https = context.getComponent("https", org.apache.camel.component.http.HttpComponent.class);
        var defaults = new org.apache.camel.http.common.HttpConfiguration();
        defaults.setAuthMethod("Basic");
        defaults.setAuthUsername("other");
        defaults.setAuthPassword("hidden");
        https.setHttpConfiguration(defaults);
        server.faults().on(RequestKind.DISCOVERY_ROOT).answer(401, java.util.Map.of("WWW-Authenticate", "Basic realm=\"x\""), "<html/>");
        startConsumer();
        signedIn();
        assertThat(server.requests().matching(r -> String.valueOf(r.header("authorization")).startsWith("Basic"))).isEmpty();
    }
}
