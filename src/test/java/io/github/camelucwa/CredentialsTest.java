package io.github.camelucwa;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.camelucwa.http.AccessToken;
import io.github.camelucwa.http.StubServer;
import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SignInSwitches;
import io.github.camelucwa.simulator.SimulatedHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class CredentialsTest extends SignInTestSupport {

    private final List<URI> targets = new CopyOnWriteArrayList<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private StubServer authority;

    @AfterEach
    void closeAuthority() {
        if (authority != null) {
            authority.close();
        }
    }

    private UcwaTokenProvider provider() {
        return (challenge, target) -> {
            targets.add(target);
            seen.addAll(challenge.schemes());
            return new AccessToken(ticket(target.getScheme() + "://" + target.getAuthority()), Instant.now().plusSeconds(3600));
        };
    }

    private void noPassword() {
        options().setPassword(null);
    }

    @Test
    void aReadyTokenIsShownAtOnce() throws Exception {
        noPassword();
        options().setAccessToken(ticket(server.origin()));
        server.requests().clear();
        startConsumer();
        signedIn();
        assertThat(server.requests().matching(r -> r.status() == 401)).isEmpty();
        assertThat(count(RequestKind.TOKEN)).isZero();
        assertThat(requests(RequestKind.DISCOVERY_ROOT)).allSatisfy(r -> assertThat(r.header("authorization")).isNull());
    }

    @Test
    void aReadyTokenThatIsNotAcceptedFailsTheStart() {
        noPassword();
        options().setAccessToken("cwt=stale");
        assertThat(failedStart(route(CONSUMER))).isInstanceOf(UcwaAuthenticationException.class)
                .hasMessageContaining("does not accept the option accessToken; it may have expired").hasMessageNotContaining("stale");
    }

    @Test
    void aSingleProviderBeanIsFoundByItself() throws Exception {
        context.removeComponent("ucwa");
        context.getRegistry().bind("mine", UcwaTokenProvider.class, provider());
        configure(context);
        noPassword();
        startConsumer();
        signedIn();
        assertThat(targets).hasSize(1);
        assertThat(seen).containsExactlyInAnyOrder("bearer", "msrtcoauth");
    }

    @Test
    void aPasswordBeatsAProviderThatWasFound() throws Exception {
        context.removeComponent("ucwa");
        context.getRegistry().bind("mine", UcwaTokenProvider.class, provider());
        configure(context);
        startConsumer();
        signedIn();
        assertThat(targets).isEmpty();
    }

    @Test
    void aProviderNamedByTheEndpointBeatsThePasswordOfTheComponent() throws Exception {
        context.getRegistry().bind("mine", provider());
        start(route(CONSUMER + "&tokenProvider=#bean:mine"));
        signedIn();
        assertThat(targets).isNotEmpty();
    }

    @Test
    void aProviderIsAskedForEachHost() throws Exception {
        SimulatedHost pool = server.addHost("127.0.0.2");
        options().setTrustedHosts("127.0.0.2");
        server.discovery().applicationsAt(pool.origin());
        context.getRegistry().bind("mine", provider());
        start(route(CONSUMER + "&tokenProvider=#mine"));
        signedIn();
        assertThat(targets).extracting(URI::getAuthority).containsExactly(server.origin().substring(7), pool.origin().substring(7));
    }

    @Test
    void aProviderThatHasNoTokenNowIsAskedAgain() throws Exception {
        context.getRegistry().bind("mine", (UcwaTokenProvider) (challenge, target) -> {
            if (targets.size() < 3) {
                targets.add(target);
                throw new IllegalStateException("vault is sealed");
            }
            return provider().getToken(challenge, target);
        });
        start(route(CONSUMER + "&tokenProvider=#mine"));
        signedIn();
        assertThat(troubles.told).anyMatch(t -> t instanceof UcwaAuthenticationException
                && t.getMessage().contains("The tokenProvider gave no token") && t.getMessage().contains("vault is sealed"));
    }

    @Test
    void aProviderThatBlocksDoesNotHoldUpTheStop() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        context.getRegistry().bind("mine", (UcwaTokenProvider) (challenge, target) -> {
            asked.countDown();
            new CountDownLatch(1).await();
            return null;
        });
        options().setSignInTimeout(100);
        start(route(CONSUMER + "&tokenProvider=#mine"));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        long start = System.nanoTime();
        context.getRouteController().stopRoute("in");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    /** Gives tickets of the simulator for exactly one client and user. */
    private void authority(String expected) {
        authority = new StubServer((got, exchange) -> {
            String form = URLDecoder.decode(got.body(), StandardCharsets.UTF_8);
            if (!form.startsWith(expected)) {
                StubServer.json(exchange, 400, "{\"error\":\"invalid_grant\"}");
                return;
            }
            try {
                StubServer.json(exchange, 200, "{\"token_type\":\"Bearer\",\"expires_in\":\"3599\",\"access_token\":\""
                        + ticket(server.origin()) + "\"}");
            } catch (Exception e) {
                throw new java.io.IOException(e);
            }
        });
        server.signIn().challenge(SignInSwitches.Challenge.ONLY_BEARER);
        options().setOauth2TokenEndpoint(authority.url("/tenant/oauth2/v2.0/token").toString());
        options().setOauth2ClientId("app");
        options().setOauth2ClientSecret("s&cret+");
    }

    @Test
    void clientCredentialsOfAnAuthorityLeadToAToken() throws Exception {
        noPassword();
        authority("grant_type=client_credentials&client_id=app&client_secret=s&cret+&resource=" + server.origin());
        startConsumer();
        signedIn();
        assertThat(authority.requests()).hasSize(1);
    }

    @Test
    void userAndPasswordOfAnAuthorityLeadToAToken() throws Exception {
        authority("grant_type=password&client_id=app&client_secret=s&cret+&scope=https://sfb/.default&username=bot@fabrikam.example&password="
                + PASSWORD);
        options().setOauth2Scope("https://sfb/.default");
        startConsumer();
        signedIn();
    }

    @Test
    void anAuthorityThatRefusesFailsTheStartOnce() throws Exception {
        authority("nobody");
        context.start();
        assertThat(failedStart(route("a", CONSUMER))).isInstanceOf(UcwaAuthenticationException.class)
                .hasMessageContainingAll("The OAuth token endpoint", "answered 400: invalid_grant", "oauth2ClientSecret");
        assertThat(failedStart(route("b", CONSUMER))).hasMessageContaining("not asked again");
        assertThat(authority.requests()).hasSize(1);
    }

    @Test
    void aTokenOfTheProviderThatIsRefusedIsReplaced() throws Exception {
        context.getRegistry().bind("mine", provider());
        start(route(CONSUMER + "&tokenProvider=#mine"));
        signedIn();
        server.expireTokens();
        signedIn().cutPoll();
        await().atMost(PATIENCE).until(() -> targets.size() == 2);
        signedIn();
    }
}
