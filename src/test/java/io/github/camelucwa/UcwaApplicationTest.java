package io.github.camelucwa;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.camelucwa.channel.ChannelState;
import io.github.camelucwa.simulator.RecordedRequest;
import io.github.camelucwa.simulator.RequestKind;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** One account, one application: made, taken back, refused, made available, shared, signed out. */
class UcwaApplicationTest extends SignInTestSupport {

    private static Duration took(ThrowingAction action) throws Exception {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private interface ThrowingAction {
        void run() throws Exception;
    }

    @Test
    void theApplicationIsMadeWithWhatTheOptionsSay() throws Exception {
        options().setCulture("de-DE");
        options().setUserAgent("desk/1");
        options().setEndpointId("desk-1");
        startConsumer();
        signedIn();
        assertThat(server.requests().last(RequestKind.APPLICATIONS).body()).contains("\"culture\":\"de-DE\"", "\"userAgent\":\"desk/1\"",
                "\"endpointId\":\"desk-1\"");
    }

    @Test
    void theSameContextNameTakesTheApplicationBack() throws Exception {
        options().setDeleteApplicationOnStop(false);
        startConsumer();
        String before = signedIn().href();
        context.stop();
        context = newContext("test");
        options().setDeleteApplicationOnStop(false);
        startConsumer();
        await().atMost(PATIENCE).until(() -> requests(RequestKind.APPLICATIONS).get(1).status() == 200);
        assertThat(signedIn().href()).isEqualTo(before);
        context.stop();
        context = newContext("another");
        startConsumer();
        await().atMost(PATIENCE).until(() -> account().applications().size() == 2);
    }

    @ParameterizedTest
    @CsvSource({ "403,Forbidden,None", "410,Gone,UserAgentNotAllowed", "410,Gone,TooManyApplications", "403,Forbidden,MobileApplicationNoLongerAllowed" })
    void aRefusedApplicationIsToldOnceAndTriedAtTheSlowPaceOnly(int status, String code, String subcode) throws Exception {
        options().setReconnectMaxDelay(400);
        account().refuseApplications(status, code, subcode);
        startConsumer();
        awaitDown("answered " + status + " " + code, "None".equals(subcode) ? code : subcode);
        assertThat(status().state()).isEqualTo(ChannelState.REFUSED);
        await().atMost(PATIENCE).until(() -> requests(RequestKind.APPLICATIONS).size() >= 4);
        List<RecordedRequest> tries = requests(RequestKind.APPLICATIONS).stream().filter(r -> r.header("authorization") != null).toList();
        for (int i = 1; i < tries.size(); i++) {
            assertThat(Duration.between(tries.get(i - 1).time(), tries.get(i).time())).isGreaterThan(Duration.ofMillis(350));
        }
        assertThat(troubles.told).hasSize(1).first().isInstanceOfSatisfying(UcwaException.class, e -> {
            assertThat(e.getStatusCode()).isEqualTo(status);
            assertThat(e.isRetryable()).isFalse();
        });
        assertThat(context.getRouteController().getRouteStatus("in").isStarted()).isTrue();
        account().allowApplications();
        signedIn();
        assertThat(count(RequestKind.TOKEN)).as("the token is not in question").isEqualTo(1);
    }

    @Test
    void aPoolWithoutBackupIsLookedForAnew() throws Exception {
        server.faults().on(RequestKind.APPLICATIONS).when(r -> r.header("authorization") != null).error(410, "Gone", "CannotRedirect");
        startConsumer();
        signedIn();
        assertThat(count(RequestKind.DISCOVERY_ROOT)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "json", "xml" })
    void makingAvailableSaysWhatTheOptionsSay(String format) throws Exception {
        options().setWireFormat(format);
        options().setSignInAs("Busy");
        options().setSupportedModalities("Messaging,PhoneAudio");
        options().setSupportedMessageFormats("Plain,Html");
        startConsumer();
        signedIn();
        assertThat(requests(RequestKind.MAKE_ME_AVAILABLE)).hasSize(1).first()
                .satisfies(r -> assertThat(r.body()).contains("signInAs", "Busy", "PhoneAudio", "Html"))
                .satisfies(r -> assertThat(r.status()).isEqualTo(204));
    }

    @Test
    void withoutSignInAsTheAccountStaysUnavailable() throws Exception {
        startConsumer();
        signedIn();
        assertThat(count(RequestKind.MAKE_ME_AVAILABLE) + count(RequestKind.REPORT_MY_ACTIVITY)).isZero();
    }

    @Test
    void availableBeforeIsAsGoodAsAvailableNow() throws Exception {
        options().setSignInAs("Online");
        server.faults().on(RequestKind.MAKE_ME_AVAILABLE).error(409, "Conflict", "AlreadyExists");
        startConsumer();
        signedIn();
        assertThat(troubles.told).isEmpty();
    }

    @Test
    void theAnswerOfVersionTwoIsASuccess() throws Exception {
        options().setSignInAs("Online");
        server.faults().on(RequestKind.MAKE_ME_AVAILABLE).answer(201, Map.of("Content-Type", "application/json"),
                "{\"operations\":[\"MakeMeAvailable\",\"Presence\"]}");
        startConsumer();
        signedIn();
        assertThat(troubles.told).isEmpty();
    }

    @Test
    void anApplicationTakenBackIsNotMadeAvailableTwice() throws Exception {
        options().setSignInAs("Online");
        options().setDeleteApplicationOnStop(false);
        startConsumer();
        signedIn();
        context.stop();
        context = newContext("test");
        options().setSignInAs("Online");
        options().setActivityInterval(50);
        startConsumer();
        await().atMost(PATIENCE).until(() -> count(RequestKind.REPORT_MY_ACTIVITY) > 1);
        assertThat(count(RequestKind.MAKE_ME_AVAILABLE)).isEqualTo(1);
    }

    @Test
    void aModalityThatIsNotAllowedIsTold() throws Exception {
        options().setSignInAs("Online");
        options().setSupportedModalities("Audio");
        startConsumer();
        awaitDown("makeMeAvailable answered 403 Forbidden", "Audio");
    }

    @Test
    void activityIsReportedOnTimeWithALength() throws Exception {
        options().setSignInAs("Online");
        options().setActivityInterval(100);
        startConsumer();
        signedIn();
        await().atMost(PATIENCE).until(() -> count(RequestKind.REPORT_MY_ACTIVITY) >= 4);
        List<RecordedRequest> reports = requests(RequestKind.REPORT_MY_ACTIVITY);
        assertThat(reports.subList(0, 3)).allSatisfy(r -> {
            assertThat(r.status()).isEqualTo(204);
            assertThat(r.header("content-length")).isEqualTo("0");
        });
        assertThat(Duration.between(reports.get(0).time(), reports.get(3).time())).isBetween(Duration.ofMillis(200), Duration.ofSeconds(2));
    }

    @Test
    void aReportThatIsNotAnsweredDelaysNothingElse() throws Exception {
        options().setSignInAs("Online");
        options().setActivityInterval(50);
        server.faults().on(RequestKind.REPORT_MY_ACTIVITY).untilCleared().silence();
        startConsumer();
        signedIn();
        await().atMost(PATIENCE).until(() -> count(RequestKind.REPORT_MY_ACTIVITY) == 1);
        assertThat(took(() -> context.stop())).isLessThan(Duration.ofSeconds(3));
        assertThat(count(RequestKind.DELETE_APPLICATION)).isEqualTo(1);
    }

    @Test
    void theLossToldByAReportLeadsToANewApplication() throws Exception {
        options().setSignInAs("Online");
        options().setActivityInterval(100);
        startConsumer();
        signedIn();
        server.faults().on(RequestKind.REPORT_MY_ACTIVITY).error(404, "NotFound", "ApplicationNotFound");
        await().atMost(PATIENCE).until(() -> count(RequestKind.MAKE_ME_AVAILABLE) + count(RequestKind.APPLICATIONS) >= 3);
        signedIn();
        int reports = count(RequestKind.REPORT_MY_ACTIVITY);
        await().atMost(PATIENCE).until(() -> count(RequestKind.REPORT_MY_ACTIVITY) > reports);
    }

    @Test
    void aSignOutWhoseConnectionBreaksIsRepeated() throws Exception {
        startConsumer();
        signedIn();
        server.faults().on(RequestKind.DELETE_APPLICATION).cut();
        context.stop();
        assertThat(requests(RequestKind.DELETE_APPLICATION)).hasSize(2);
        assertThat(account().applications()).isEmpty();
    }

    @Test
    void anOrderlyStopSignsOut() throws Exception {
        startConsumer();
        signedIn();
        assertThat(took(() -> context.stop())).isLessThan(Duration.ofSeconds(5));
        assertThat(requests(RequestKind.DELETE_APPLICATION)).hasSize(1).first().satisfies(r -> assertThat(r.status()).isEqualTo(204));
        assertThat(account().applications()).isEmpty();
    }

    @Test
    void aServerThatDoesNotAnswerDelaysTheStopFiveSecondsAtMost() throws Exception {
        startConsumer();
        signedIn();
        server.faults().on(RequestKind.DELETE_APPLICATION).silence();
        assertThat(took(() -> context.stop())).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
    }

    @ParameterizedTest
    @ValueSource(strings = { "DISCOVERY_ROOT", "DISCOVERY_USER", "TOKEN", "APPLICATIONS", "MAKE_ME_AVAILABLE" })
    void aStopDuringTheSignInIsQuick(String kind) throws Exception {
        options().setSignInAs("Online");
        options().setSignInTimeout(300);
        server.faults().on(RequestKind.valueOf(kind)).untilCleared().silence();
        startConsumer();
        await().atMost(PATIENCE).until(() -> count(RequestKind.valueOf(kind)) == 1);
        assertThat(took(() -> context.getRouteController().stopRoute("in"))).isLessThan(Duration.ofSeconds(1));
        assertThat(account().applications()).as("what was made is signed out").isEmpty();
    }

    @Test
    void consumersAndProducersOfOneAccountShareSignInApplicationAndChannel() throws Exception {
        context.addComponent("other", new UcwaComponent());
        context.getComponent("other", UcwaComponent.class).setConfiguration(options().copy());
        start(route("a", CONSUMER), route("b", "ucwa:invitation?direction=outgoing"), route("c", "ucwa:messagingInvitation"),
                route("d", "other:participantInvitation"), new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:get").routeId("e").to("ucwa:participantInvitation").to("other:invitation?operation=cancel");
                    }
                });
        signedIn();
        assertThat(UcwaAccounts.of(context).accounts()).hasSize(1);
        assertThat(count(RequestKind.TOKEN)).isEqualTo(1);
        assertThat(account().applications()).hasSize(1);
        assertThat(requests(RequestKind.EVENTS).stream().filter(r -> r.status() == RecordedRequest.PENDING)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aRestartOfOneRouteNeverSignsOutTheOthers() throws Exception {
        start(route("a", CONSUMER), route("b", "ucwa:invitation?direction=outgoing"));
        signedIn();
        for (int i = 0; i < 3; i++) {
            context.getRouteController().stopRoute("a");
            context.getRouteController().startRoute("a");
        }
        assertThat(count(RequestKind.DELETE_APPLICATION)).isZero();
        assertThat(count(RequestKind.TOKEN)).isEqualTo(1);
        context.getRouteController().stopRoute("a");
        context.getRouteController().stopRoute("b");
        assertThat(count(RequestKind.DELETE_APPLICATION)).isEqualTo(1);
        context.getRouteController().startRoute("b");
        signedIn();
    }

    @Test
    void twoContextsInOneProgramAreSeparate() throws Exception {
        startConsumer();
        signedIn();
        DefaultCamelContext second = newContext("second");
        try {
            second.addRoutes(route(CONSUMER));
            second.start();
            await().atMost(PATIENCE).until(() -> account().applications().size() == 2);
            assertThat(count(RequestKind.TOKEN)).isEqualTo(2);
        } finally {
            second.stop();
        }
        assertThat(account().applications()).hasSize(1);
        assertThat(count(RequestKind.DELETE_APPLICATION)).isEqualTo(1);
    }

    @Test
    void anotherEndpointIdIsAnotherAccount() throws Exception {
        start(route("a", CONSUMER), route("b", CONSUMER + "&endpointId=second"));
        await().atMost(PATIENCE).until(() -> account().applications().size() == 2);
        assertThat(UcwaAccounts.of(context).accounts()).hasSize(2);
    }

    @Test
    void contradictingOptionsNameBothEndpointsAndTheOptionButNoSecret() throws Exception {
        start(route("a", CONSUMER));
        assertThatThrownBy(() -> context.addRoutes(route("b", CONSUMER + "&culture=de-DE&http.proxyAuthPassword=topsecret1")))
                .hasStackTraceContaining("differ in the option culture")
                .hasStackTraceContaining("The endpoints ucwa://participantInvitation?exceptionHandler=%23troubles and ucwa://")
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("topsecret1"));
        assertThatThrownBy(() -> context.addRoutes(route("c", CONSUMER + "&password=RAW(topsecret2)")))
                .hasStackTraceContaining("differ in the option password")
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("topsecret2"));
    }

    @Test
    void theStartDoesNotWaitLongerThanTheSignInTimeout() throws Exception {
        options().setSignInTimeout(300);
        server.faults().on(RequestKind.DISCOVERY_ROOT).silence();
        assertThat(took(this::startConsumer)).isLessThan(Duration.ofSeconds(2));
        assertThat(status().state()).isEqualTo(ChannelState.CONNECTING);
    }
}
