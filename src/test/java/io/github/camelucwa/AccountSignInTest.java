package io.github.camelucwa;

import java.time.Duration;

import io.github.camelucwa.channel.ChannelState;
import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SignInSwitches;
import io.github.camelucwa.simulator.SimulatedHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AccountSignInTest extends SignInTestSupport {

    private static final String WINDOWS = "urn:microsoft.rtc:windows";

    @ParameterizedTest
    @EnumSource(value = SignInSwitches.Challenge.class, mode = EnumSource.Mode.EXCLUDE, names = { "ONLY_BEARER", "NONE" })
    void everyFormOfTheChallengeLeadsToAToken(SignInSwitches.Challenge form) throws Exception {
        server.signIn().challenge(form);
        startConsumer();
        signedIn();
    }

    @ParameterizedTest
    @EnumSource(value = SignInSwitches.Challenge.class, names = { "ONLY_BEARER", "NONE" })
    void aChallengeWithoutTokenServiceIsExplained(SignInSwitches.Challenge form) throws Exception {
        server.signIn().challenge(form);
        startConsumer();
        awaitDown("names no web ticket service", "proxy", "modern authentication");
        assertThat(count(RequestKind.TOKEN)).isZero();
    }

    @Test
    void aProxysOwnChallengeIsExplainedAndPasses() throws Exception {
        server.faults().on(RequestKind.DISCOVERY_USER).times(4).proxyChallenge();
        startConsumer();
        awaitDown("offered: negotiate, ntlm");
        signedIn();
    }

    @Test
    void autoTakesThePasswordWhenBothGrantsAreOffered() throws Exception {
        startConsumer();
        signedIn();
        assertThat(server.requests().last(RequestKind.TOKEN).body()).startsWith("grant_type=password&");
    }

    @Test
    void autoTakesWindowsWhenNothingElseIsOffered() throws Exception {
        server.signIn().grants(WINDOWS);
        startConsumer();
        signedIn();
        assertThat(requests(RequestKind.TOKEN)).allSatisfy(r -> assertThat(r.body()).doesNotContain("username", "password"));
        assertThat(server.requests().last(RequestKind.TOKEN).header("authorization")).startsWith("NTLM ");
    }

    @Test
    void windowsIsTakenWhenItIsAskedForAndServesManyCalls() throws Exception {
        options().setGrantType("windows");
        options().setUsername("FABRIKAM\\bot");
        startConsumer();
        signedIn();
        server.expireTokens();
        signedIn().cutPoll();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(onlyAccount().tokensFetched()).isEqualTo(2));
        signedIn();
        assertThat(server.requests().matching(r -> r.kind() != RequestKind.TOKEN && String.valueOf(r.header("authorization")).startsWith("NTLM")))
                .as("only the token service gets the handshake").isEmpty();
    }

    @Test
    void aFailedHandshakeFailsTheStart() {
        options().setGrantType("windows");
        server.signIn().ntlmRefused(true);
        UcwaException e = failedStart(route(CONSUMER));
        assertThat(e).isInstanceOf(UcwaAuthenticationException.class)
                .hasMessageContainingAll("answered 401 to the grant " + WINDOWS, "username and password are not accepted");
    }

    @Test
    void aTokenAnswerWithNothingButTheTokenIsEnough() throws Exception {
        server.signIn().minimalToken(true);
        startConsumer();
        signedIn();
    }

    @Test
    void aPoolOnAnotherHostGetsATokenOfItsOwn() throws Exception {
        SimulatedHost pool = server.addHost("127.0.0.2");
        options().setTrustedHosts("127.0.0.2");
        server.discovery().applicationsAt(pool.origin());
        startConsumer();
        signedIn();
        assertThat(requests(RequestKind.TOKEN)).extracting(r -> r.origin()).containsExactly(server.origin(), pool.origin());
        assertThat(requests(RequestKind.APPLICATIONS)).extracting(r -> r.header("authorization") == null).as("asked without a token first")
                .containsExactly(true, false);
        assertThat(requests(RequestKind.EVENTS)).allSatisfy(r -> assertThat(r.status()).isIn(0, 200));
    }

    @Test
    void anExpiredTokenIsReplacedAndTheSamePollSentAgain() throws Exception {
        startConsumer();
        signedIn();
        server.expireTokens();
        server.requests().clear();
        signedIn().cutPoll();
        await().atMost(PATIENCE).until(() -> count(RequestKind.EVENTS) >= 2);
        signedIn();
        var polls = requests(RequestKind.EVENTS);
        assertThat(polls.get(0).status()).isEqualTo(401);
        assertThat(polls.get(1).pathAndQuery()).isEqualTo(polls.get(0).pathAndQuery());
        assertThat(count(RequestKind.TOKEN)).isEqualTo(1);
        assertThat(count(RequestKind.APPLICATIONS)).isZero();
    }

    @Test
    void aTicketOfAnotherPoolIsReplaced() throws Exception {
        startConsumer();
        signedIn();
        server.faults().on(RequestKind.EVENTS).wrongTicket();
        signedIn().cutPoll();
        await().atMost(PATIENCE).until(() -> count(RequestKind.TOKEN) == 2);
        signedIn();
        assertThat(troubles.told).as("replacing a token is no trouble").noneMatch(t -> t.getMessage().contains("28032"));
    }

    @Test
    void anInvalidTokenToldBy403IsReplaced() throws Exception {
        startConsumer();
        signedIn();
        server.faults().on(RequestKind.EVENTS).invalidToken();
        signedIn().cutPoll();
        await().atMost(PATIENCE).until(() -> count(RequestKind.TOKEN) == 2);
        signedIn();
        assertThat(count(RequestKind.DISCOVERY_ROOT)).as("not a matter of the place").isEqualTo(1);
    }

    @Test
    void aTokenIsRenewedAheadOfItsEnd() throws Exception {
        server.tokenLife(Duration.ofSeconds(3));
        startConsumer();
        await().atMost(PATIENCE).until(() -> count(RequestKind.TOKEN) >= 3);
        assertThat(server.requests().matching(r -> r.status() == 401)).as("only the very first request is challenged").hasSize(1);
    }

    @Test
    void aServerErrorOfTheTokenServicePasses() throws Exception {
        server.signIn().tokenError("server_error");
        startConsumer();
        awaitDown("/WebTicket/oauthtoken answered 400 to the grant password", "server_error");
        server.signIn().tokenError(null);
        signedIn();
    }

    @Test
    void aWrongPasswordFailsTheStartAndIsTriedOnce() throws Exception {
        options().setPassword("wrong");
        UcwaException e = failedStart(route(CONSUMER), route("second", "ucwa:participantInvitation?direction=outgoing"));
        assertThat(e).isInstanceOf(UcwaAuthenticationException.class)
                .hasMessageContainingAll("answered 400 to the grant password", "username and password are not accepted");
        assertThat(e.getStatusCode()).isEqualTo(400);
        assertThat(count(RequestKind.TOKEN)).isEqualTo(1);
        assertThat(UcwaAccounts.of(context).accounts()).as("nothing goes on in the background").isEmpty();
    }

    @Test
    void aRestartedOrSecondRouteDoesNotTryAWrongPasswordAgainButAChangedOne() throws Exception {
        context.start();
        options().setPassword("wrong");
        assertThat(failedStart(route("first", CONSUMER))).hasMessageContaining("are not accepted");
        assertThat(failedStart(route("other", CONSUMER + "&endpointId=other"))).isInstanceOf(UcwaAuthenticationException.class)
                .hasMessageContaining("to protect the account from being locked");
        for (int i = 0; i < 3; i++) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> context.getRouteController().startRoute("first"))
                    .hasStackTraceContaining("to protect the account from being locked");
        }
        assertThat(count(RequestKind.TOKEN)).isEqualTo(1);
        start(route("right", CONSUMER + "&password=#bean:secret"));
        signedIn();
        assertThat(count(RequestKind.TOKEN)).isEqualTo(2);
    }

    @Test
    void aPasswordThatIsRefusedLaterIsToldOnceAndNotTriedAgain() throws Exception {
        startConsumer();
        signedIn();
        String invitation = requests(RequestKind.EVENTS).get(0).path().replace("/events", "/communication/participantInvitations/1");
        int tokens = count(RequestKind.TOKEN);
        server.signIn().tokenError("invalid_grant");
        server.expireTokens();
        signedIn().cutPoll();
        awaitDown("username and password are not accepted");
        assertThat(status().state()).isEqualTo(ChannelState.REFUSED);
        assertThat(status().nextAttempt()).isAfter(java.time.Instant.now().plusSeconds(280));
        assertThat(troubles.told).filteredOn(UcwaAuthenticationException.class::isInstance).hasSize(1);
        assertThat(count(RequestKind.TOKEN)).isEqualTo(tokens + 1);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> context.createProducerTemplate().requestBodyAndHeader(
                "ucwa:participantInvitation?operation=get", null, UcwaConstants.HREF, invitation))
                .hasStackTraceContaining("UcwaAuthenticationException");
        assertThat(count(RequestKind.TOKEN)).as("a producer does not try either").isEqualTo(tokens + 1);
    }

    @Test
    void aPassiveSiteFailsTheStartWithWhatToDo() {
        server.signIn().grants("urn:microsoft.rtc:passive");
        assertThat(failedStart(route(CONSUMER))).hasMessageContainingAll("offers the grants [urn:microsoft.rtc:passive]", "grantType=auto");
    }

    @Test
    void theTokenServicesHostIsCheckedBeforeAnythingIsSent() {
        SimulatedHost foreign = server.addForeignHost("127.0.0.2");
        server.signIn().tokenUrl(foreign.origin() + "/WebTicket/oauthtoken");
        assertThat(failedStart(route(CONSUMER))).hasMessageContainingAll("web ticket service named by the server's challenge", "127.0.0.2",
                "trustedHosts");
        assertThat(foreign.requests().all()).isEmpty();
    }
}
