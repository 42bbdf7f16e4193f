package io.github.camelucwa;

import io.github.camelucwa.http.FailureKind;
import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AccountDiscoveryTest extends SignInTestSupport {

    private SimulatedHost trustedPool() {
        SimulatedHost pool = server.addHost("127.0.0.2");
        options().setTrustedHosts("127.0.0.2");
        return pool;
    }

    @ParameterizedTest
    @ValueSource(strings = { "json", "xml" })
    void rootAndUserLeadToTheApplications(String format) throws Exception {
        options().setWireFormat(format);
        startConsumer();
        signedIn();
        assertThat(requests(RequestKind.DISCOVERY_ROOT)).hasSize(1)
                .allSatisfy(r -> assertThat(r.header("authorization")).isNull())
                .allSatisfy(r -> assertThat(r.header("accept")).contains("application/" + format));
        assertThat(requests(RequestKind.DISCOVERY_USER)).extracting(r -> r.query("originalDomain")).containsOnly("fabrikam.example");
    }

    @Test
    void xmlIsReadThoughJsonWasAskedFor() throws Exception {
        server.discovery().xml();
        startConsumer();
        signedIn();
    }

    @Test
    void aRedirectInTheRootIsFollowed() throws Exception {
        SimulatedHost pool = trustedPool();
        server.faults().on(RequestKind.DISCOVERY_ROOT).answer(200, java.util.Map.of("Content-Type", "application/json"),
                "{\"_links\":{\"redirect\":{\"href\":\"" + pool.discoveryUrl() + "\"}}}");
        startConsumer();
        signedIn();
        assertThat(server.requests().last(RequestKind.DISCOVERY_USER).origin()).isEqualTo(pool.origin());
    }

    @Test
    void anHttpRedirectToATrustedHostIsFollowed() throws Exception {
        SimulatedHost pool = trustedPool();
        server.faults().on(RequestKind.DISCOVERY_ROOT).redirect(302, pool.discoveryUrl());
        startConsumer();
        signedIn();
        assertThat(server.requests().last(RequestKind.DISCOVERY_USER).origin()).isEqualTo(pool.origin());
    }

    @Test
    void theUserResourceMaySendOnToAnotherRoot() throws Exception {
        SimulatedHost pool = trustedPool();
        server.faults().on(RequestKind.DISCOVERY_USER).when(r -> r.header("authorization") != null)
                .answer(200, java.util.Map.of("Content-Type", "application/json"),
                        "{\"_links\":{\"redirect\":{\"href\":\"" + pool.discoveryUrl() + "\"}}}");
        startConsumer();
        signedIn();
        assertThat(server.requests().last(RequestKind.APPLICATIONS).origin()).isEqualTo(pool.origin());
    }

    @Test
    void aRedirectToARootThatOnlyKnowsItsUserResourceIsFollowed() throws Exception {
        SimulatedHost pool = trustedPool();
        server.faults().on(RequestKind.DISCOVERY_ROOT).redirect(302, pool.discoveryUrl());
        server.faults().on(RequestKind.DISCOVERY_ROOT).when(r -> r.origin().equals(pool.origin())).untilCleared().answer(404);
        startConsumer();
        signedIn();
    }

    @Test
    void discoveryUrlMayBeTheUserResourceItself() throws Exception {
        options().setDiscoveryUrl(server.discoveryUrl() + "/oauth/user");
        startConsumer();
        signedIn();
        assertThat(count(RequestKind.DISCOVERY_ROOT)).isZero();
    }

    @Test
    void discoveryUrlMayBeJustTheHost() throws Exception {
        options().setDiscoveryUrl(server.origin());
        startConsumer();
        signedIn();
        assertThat(requests(RequestKind.DISCOVERY_ROOT)).extracting(r -> r.path()).containsOnly("/");
    }

    @Test
    void redirectsInTheBodyWithoutEndAreGivenUp() throws Exception {
        server.discovery().loopInBody();
        startConsumer();
        awaitDown("Discovery found no server for " + BOT, "redirects more than 5 times");
    }

    @Test
    void httpRedirectsWithoutEndAreGivenUp() throws Exception {
        server.discovery().loopByHttp();
        startConsumer();
        awaitDown("redirects more than 5 times");
    }

    @Test
    void aRedirectToItselfIsSeen() throws Exception {
        server.discovery().redirectByHttp(server.discoveryUrl());
        startConsumer();
        awaitDown("in a circle");
    }

    @Test
    void anHtmlPageIsNoAnswer() throws Exception {
        server.discovery().html();
        startConsumer();
        awaitDown("not UCWA's", "text/html", "neither JSON nor XML");
    }

    @Test
    void aRootWithoutLinksIsNoAnswer() throws Exception {
        server.discovery().withoutUser();
        startConsumer();
        awaitDown("neither a user nor an applications nor a redirect link");
    }

    @Test
    void aRootThatIsNotThereIsToldWithItsStatusAndLaterFound() throws Exception {
        server.discovery().notFound();
        startConsumer();
        awaitDown("answered 404");
        server.discovery().reset();
        signedIn();
    }

    @Test
    void aUserWhoIsNotEnabledIsToldWithTheDiagnostics() throws Exception {
        server.faults().on(RequestKind.DISCOVERY_USER).when(r -> r.header("authorization") != null).untilCleared().answer(403,
                java.util.Map.of("X-Ms-diagnostics", "28000;source=\"FE01\";reason=\"The user is not SIP enabled.\""), "<html/>");
        startConsumer();
        awaitDown("answered 403", "28000", "not SIP enabled");
    }

    @Test
    void theResultIsKeptWhenTheApplicationIsLost() throws Exception {
        startConsumer();
        signedIn().lose();
        await().atMost(PATIENCE).until(() -> count(RequestKind.APPLICATIONS) >= 2);
        signedIn();
        assertThat(count(RequestKind.DISCOVERY_ROOT)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = { 403, 502 })
    void aStalePlaceIsLookedForAnew(int status) throws Exception {
        startConsumer();
        signedIn();
        server.faults().on(RequestKind.EVENTS).answer(status);
        signedIn().cutPoll();
        await().atMost(PATIENCE).until(() -> count(RequestKind.DISCOVERY_ROOT) == 2);
        signedIn();
    }

    @Test
    void anOrdinary503IsNoReasonToLookAnew() throws Exception {
        startConsumer();
        signedIn();
        int polls = count(RequestKind.EVENTS);
        server.faults().on(RequestKind.EVENTS).times(3).answer(503);
        signedIn().cutPoll();
        await().atMost(PATIENCE).until(() -> count(RequestKind.EVENTS) >= polls + 4);
        signedIn();
        assertThat(count(RequestKind.DISCOVERY_ROOT)).isEqualTo(1);
    }

    @Test
    void connectionFailuresInARowAreAReasonToLookAnew() throws Exception {
        startConsumer();
        signedIn();
        server.faults().on(RequestKind.EVENTS).times(6).cut();
        signedIn().cutPoll();
        await().atMost(PATIENCE).until(() -> count(RequestKind.DISCOVERY_ROOT) == 2);
        signedIn();
    }

    @Test
    void aPlainHttpRedirectTargetIsNotAskedUnlessPermitted() {
        UcwaConfiguration strict = new UcwaConfiguration();
        strict.setSipAddress(BOT);
        strict.setPassword(PASSWORD);
        strict.setDiscoveryUrl("http://lyncdiscover.fabrikam.example/");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> ConfigurationRules.check(strict))
                .hasMessageContainingAll("discoveryUrl", "not https", "allowInsecure=true");
    }

    @Test
    void aRedirectInAnAnswerWithoutTlsToAnUnknownHostIsRefused() {
        SimulatedHost foreign = server.addForeignHost("127.0.0.2");
        server.discovery().redirectInBody(foreign.discoveryUrl());
        UcwaException e = failedStart(route(CONSUMER));
        assertThat(e).hasMessageContainingAll("redirects to host '127.0.0.2'", "without TLS", "trustedHosts");
        assertThat(((io.github.camelucwa.http.CallFailedException) e.getCause()).kind()).isEqualTo(FailureKind.UNTRUSTED);
        assertThat(foreign.requests().all()).isEmpty();
    }
}
