package io.github.camelucwa;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.camelucwa.simulator.Faults;
import io.github.camelucwa.simulator.RecordedRequest;
import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedApplication;
import io.github.camelucwa.simulator.SimulatedInvitation;
import io.github.camelucwa.simulator.SimulatedTime;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each answer of the event channel has its own reaction (protocol §6.6), and none leads to a storm of requests. */
class ChannelAnswersTest extends ChannelTestSupport {

    static Stream<Named<Consumer<Faults.Rule>>> passing() {
        return Stream.of(Named.of("408", r -> r.answer(408)), Named.of("500", r -> r.answer(500)),
                Named.of("502", r -> r.answer(502)), Named.of("503", r -> r.answer(503)), Named.of("504", r -> r.answer(504)),
                Named.of("429", r -> r.tooManyRequests(-1)), Named.of("500 of UCWA", r -> r.error(500, "ServiceFailure", "None")),
                Named.of("HTML with 200", Faults.Rule::html), Named.of("garbage with 200", Faults.Rule::garbage),
                Named.of("empty body", Faults.Rule::empty), Named.of("reset before the answer", Faults.Rule::cut),
                Named.of("204", r -> r.answer(204, Map.of(), (String) null)));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aPassingTroubleIsFollowedByTheSameUrlAgain(Consumer<Faults.Rule> trouble) throws Exception {
        start(noting(URI));
        app();
        trouble.accept(server.faults().on(RequestKind.EVENTS));
        invite();
        // disturbed, asked again
        awaitPolls(2);
        invite();
        awaitSeen(2);
        awaitPolls(3);
        assertThat(pollUrls().get(1)).isEqualTo(pollUrls().get(0));
        assertThat(types()).containsExactly("started", "started");
        assertThat(polls()).noneMatch(p -> p.status() == 409);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told).hasSize(1));
    }

    static Stream<Named<Consumer<Faults.Rule>>> lost() {
        return Stream.of(Named.of("reset before the body", Faults.Rule::loseAnswer),
                Named.of("reset within the body", Faults.Rule::cutBody));
    }

    @ParameterizedTest
    @MethodSource("lost")
    void anAnswerLostOnTheWayIsAskedForAgainAndEmittedOnce(Consumer<Faults.Rule> trouble) throws Exception {
        start(noting(URI));
        app();
        invite();
        awaitSeen(1);
        awaitPolled();
        trouble.accept(server.faults().on(RequestKind.EVENTS));
        account().application().cutPoll();
        awaitPolls(2);
        invite();
        awaitSeen(2);
        // cut, lost, asked again with success, and the next
        awaitPolls(4);
        assertThat(pollUrls().subList(0, 3)).containsOnly(pollUrls().get(0));
        assertThat(types()).containsExactly("started", "started");
        assertThat(seen.get(0).id()).isNotEqualTo(seen.get(1).id());
    }

    @Test
    void anIdleAnswerIsFollowedAtOnce() throws Exception {
        server.time(SimulatedTime.scaled(1000));
        start(noting(URI));
        await().atMost(PATIENCE).until(() -> polls().size() >= 3);
        List<String> urls = pollUrls();
        assertThat(urls.get(0)).contains("ack=1").contains("timeout=180").contains("medium=5").contains("low=15");
        assertThat(urls.get(1)).contains("ack=2").contains("timeout=180");
        assertThat(told).isEmpty();
    }

    @Test
    void anEndedTokenIsReplacedAndTheSameUrlAsked() throws Exception {
        start(noting(URI));
        app();
        server.expireTokens();
        invite();
        awaitPolls(2);
        assertThat(pollUrls().get(1)).isEqualTo(pollUrls().get(0));
        assertThat(polls().get(0).status()).isEqualTo(401);
        assertThat(server.requests().count(RequestKind.TOKEN)).isEqualTo(1);
        assertThat(told).isEmpty();
    }

    @Test
    void retryAfterIsHonoured() throws Exception {
        start(noting(URI));
        app();
        server.faults().on(RequestKind.EVENTS).tooManyRequests(1);
        invite();
        awaitPolls(2);
        assertThat(pause(0)).isGreaterThan(Duration.ofMillis(950));
    }

    @Test
    void pausesGrowUntilAnAnswerIsGood() throws Exception {
        options().setReconnectDelay(100);
        options().setReconnectMaxDelay(10_000);
        start(noting(URI));
        app();
        // signing in again after a 502 succeeds each time, which is no good answer of the channel
        server.faults().on(RequestKind.EVENTS).times(4).answer(502);
        invite();
        awaitPolls(5);
        assertThat(pause(3)).isGreaterThan(Duration.ofMillis(590)).isGreaterThan(pause(0).multipliedBy(2));
        server.faults().on(RequestKind.EVENTS).answer(502);
        invite();
        awaitPolls(7);
        assertThat(pause(5)).isLessThan(Duration.ofMillis(590));
        assertThat(server.requests().count(RequestKind.APPLICATIONS)).isEqualTo(5);
    }

    private Duration pause(int afterPoll) {
        List<RecordedRequest> polls = polls();
        return Duration.between(polls.get(afterPoll).time(), polls.get(afterPoll + 1).time());
    }

    @Test
    void aServerThatIsDownIsNotStormed() throws Exception {
        start(noting(URI));
        app();
        server.faults().on(RequestKind.EVENTS).untilCleared().answer(503);
        invite();
        during(Duration.ofSeconds(2));
        // 20, 40, 80, 160 ms, then 225 to 300 ms each
        assertThat(polls()).hasSizeBetween(6, 18);
        assertThat(told).hasSize(1);
        server.faults().clear();
        invite();
        awaitSeen(2);
    }

    @Test
    void aLostApplicationIsMadeAnewAtOnce() throws Exception {
        start(noting(URI));
        SimulatedApplication first = app();
        first.lose();
        awaitPolled();
        assertThat(server.requests().count(RequestKind.APPLICATIONS)).isEqualTo(1);
        assertThat(polls()).hasSize(1);
        app();
        invite();
        awaitSeen(1);
        assertThat(types()).containsExactly("started");
    }

    @Test
    void aServerThatGoesOnLosingApplicationsIsNotStormed() throws Exception {
        start(noting(URI));
        app();
        server.faults().on(RequestKind.EVENTS).untilCleared().error(404, "NotFound", "ApplicationNotFound");
        invite();
        during(Duration.ofSeconds(2));
        assertThat(server.requests().count(RequestKind.APPLICATIONS)).isBetween(4, 20);
    }

    @Test
    void anotherNotFoundLeadsBackToWhatTheApplicationTells() throws Exception {
        start(noting(URI));
        app();
        server.faults().on(RequestKind.EVENTS).error(404, "NotFound", "None");
        invite();
        awaitSeen(1);
        awaitPolls(3);
        invite();
        awaitSeen(2);
        assertThat(types()).containsExactly("started", "started");
        assertThat(server.requests().count(RequestKind.APPLICATIONS)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"InactiveApplicationExpired", "TooManyApplications", "UserAgentNotAllowed"})
    void anApplicationEndedByRuleIsReportedOnceAndTriedRarely(String subcode) throws Exception {
        options().setReconnectMaxDelay(700);
        start(noting(URI));
        account().refuseApplications(410, "Gone", subcode);
        app().expire(subcode);
        await().atMost(PATIENCE).until(() -> server.requests().count(RequestKind.APPLICATIONS) == 2);
        List<RecordedRequest> tries = server.requests().of(RequestKind.APPLICATIONS);
        assertThat(Duration.between(tries.get(0).time(), tries.get(1).time())).isGreaterThan(Duration.ofMillis(650));
        assertThat(told).hasSize(1);
        assertThat(told.get(0)).contains(subcode);
        account().allowApplications();
        awaitPolled();
        app();
        invite();
        awaitSeen(1);
    }

    @Test
    void tooManyWaitingEventsNeedANewApplication() throws Exception {
        start(noting(URI));
        app();
        server.faults().on(RequestKind.EVENTS).error(500, "ServiceFailure", "MaxEventCountReached");
        invite();
        await().atMost(PATIENCE).until(() -> server.requests().count(RequestKind.APPLICATIONS) == 1);
        awaitPolled();
    }

    @Test
    void aConflictWithOurOwnGivenUpRequestIsNoAlarm() throws Exception {
        start(noting(URI));
        app();
        server.faults().on(RequestKind.EVENTS).cut();
        server.faults().on(RequestKind.EVENTS).error(409, "Conflict", "PGetReplaced");
        invite();
        awaitPolls(3);
        assertThat(pollUrls().get(2)).isEqualTo(pollUrls().get(0));
        assertThat(told).hasSize(1);
        assertThat(told.get(0)).doesNotContain("Another process");
    }

    @Test
    void twoProcessesOnOneApplicationNoticeItOnceAndGiveWay() throws Exception {
        options().setEndpointId("shared");
        options().setReconnectDelay(100);
        options().setReconnectMaxDelay(1000);
        start(noting(URI));
        app();
        try (DefaultCamelContext rival = newContext("rival")) {
            UcwaConfiguration its = rival.getComponent("ucwa", UcwaComponent.class).getConfiguration();
            its.setEndpointId("shared");
            its.setReconnectDelay(100);
            its.setReconnectMaxDelay(1000);
            its.setDeleteApplicationOnStop(false);
            rival.addRoutes(noting("ucwa:participantInvitation"));
            rival.start();
            await().atMost(PATIENCE).until(() -> polls().stream().filter(p -> p.status() == 409).count() >= 2);
            int before = polls().size();
            for (int i = 0; i < 10; i++) {
                int expected = i + 1;
                invite();
                awaitSeen(expected);
            }
            during(Duration.ofSeconds(3));
            long conflicts = polls().stream().skip(before).filter(p -> p.status() == 409).count();
            assertThat(conflicts).as("conflicts in 3 s and more").isLessThan(25);
        }
        assertThat(told.stream().filter(t -> t.contains("Another process"))).hasSize(1);
        assertThat(told.get(0)).contains("endpointId");
        int number = seen.size();
        awaitPolled();
        invite();
        awaitSeen(number + 1);
    }

    @Test
    void aLinkThatLeadsInACircleIsNotFollowedAtFullSpeed() throws Exception {
        start(noting(URI));
        String events = app().href() + "/events?ack=2";
        server.faults().on(RequestKind.EVENTS).untilCleared().answer(200, Map.of("Content-Type", "application/json"),
                "{\"_links\":{\"self\":{\"href\":\"" + events + "\"},\"resync\":{\"href\":\"" + events + "\"}}}");
        invite();
        during(Duration.ofSeconds(2));
        assertThat(polls()).hasSizeBetween(8, 25);
        server.faults().clear();
        invite();
        awaitSeen(2);
    }

    @Test
    void aLinkToAForeignHostIsNotFollowedAndItsEventsAreEmittedOnce() throws Exception {
        start(noting(URI));
        app();
        server.behaviour().links((rel, href) -> rel.equals("next") ? "http://elsewhere.example" + href : href);
        invite();
        awaitSeen(1);
        await().atMost(PATIENCE).until(() -> polls().size() >= 2);
        server.behaviour().links(null);
        awaitPolled();
        invite();
        awaitSeen(2);
        awaitPolled();
        assertThat(types()).containsExactly("started", "started");
        assertThat(told.stream().filter(t -> t.contains("elsewhere.example"))).hasSize(1);
    }

    @Test
    void anUnfinishedInvitationIsTakenUpAfterAnOutage() throws Exception {
        start(noting(URI));
        app();
        SimulatedInvitation invitation = invite();
        awaitSeen(1);
        server.stop();
        await().atMost(PATIENCE).until(() -> !told.isEmpty());
        invitation.decline();
        server.start();
        awaitSeen(2);
        assertThat(types()).containsExactly("started", "completed");
        assertThat(told).hasSize(1);
    }
}
