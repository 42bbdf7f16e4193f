package io.github.camelucwa;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.camelucwa.simulator.RequestKind;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.throttling.ThrottlingInflightRoutePolicy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Suspended means quiet and nothing lost; stopped means at once, and what is in flight first. */
class SuspendAndStopTest extends ChannelTestSupport {

    private final CountDownLatch gate = new CountDownLatch(1);

    private RouteBuilder held(String uri, String id) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId(id).process(e -> {
                    seen.add(Seen.of(e));
                    gate.await();
                });
            }
        };
    }

    private void stopsWithin(Duration limit) {
        long start = System.nanoTime();
        context.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit);
    }

    @Test
    void aSuspendedRouteEndsThePollAndItsEventsComeAfterResume() throws Exception {
        start(noting(URI));
        app();
        context.getRouteController().suspendRoute("in");
        invite();
        during(Duration.ofMillis(400));
        assertThat(polls()).isEmpty();
        assertThat(seen).isEmpty();
        context.getRouteController().resumeRoute("in");
        awaitSeen(1);
        awaitPolled();
        context.getRouteController().suspendRoute("in");
        context.getRouteController().resumeRoute("in");
        awaitPolled();
        invite();
        awaitSeen(2);
        assertThat(told).isEmpty();
    }

    @Test
    void theWholeContextIsSuspendedAndResumed() throws Exception {
        start(noting(URI));
        app();
        context.suspend();
        invite();
        during(Duration.ofMillis(300));
        assertThat(seen).isEmpty();
        context.resume();
        awaitSeen(1);
    }

    @Test
    void besideAnActiveRouteTheSuspendedOnesEventsWait() throws Exception {
        options().setAcknowledgeTimeout(200);
        start(noting(URI), new RouteBuilder() {
            @Override
            public void configure() {
                from(URI).routeId("other").to("mock:other");
            }
        });
        app();
        context.getRouteController().suspendRoute("in");
        mock("other").expectedMessageCount(2);
        invite();
        awaitPolls(1);
        invite();
        mock("other").assertIsSatisfied();
        assertThat(seen).isEmpty();
        context.getRouteController().resumeRoute("in");
        awaitSeen(2);
    }

    @Test
    void stopEndsAHeldPollAtOnceAndSignsOut() throws Exception {
        start(noting(URI));
        app();
        stopsWithin(Duration.ofSeconds(1));
        assertThat(server.requests().of(RequestKind.DELETE_APPLICATION)).as(() -> server.requests().all().toString()).hasSize(1);
        assertThat(account().applications()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void stopEndsABackOffAtOnce() throws Exception {
        options().setReconnectDelay(60_000);
        options().setReconnectMaxDelay(60_000);
        start(noting(URI));
        app();
        account().application().endPoll(503);
        await().atMost(PATIENCE).until(() -> !told.isEmpty());
        stopsWithin(Duration.ofSeconds(1));
    }

    @Test
    void stopEndsASignInAtOnce() throws Exception {
        options().setSignInTimeout(200);
        server.faults().on(RequestKind.APPLICATIONS).untilCleared().silence();
        start(noting(URI));
        await().atMost(PATIENCE).until(() -> server.requests().count(RequestKind.APPLICATIONS) == 1);
        stopsWithin(Duration.ofSeconds(1));
    }

    @Test
    void stopEndsTheFetchOfATokenAtOnce() throws Exception {
        options().setSignInTimeout(200);
        server.faults().on(RequestKind.TOKEN).untilCleared().silence();
        start(noting(URI));
        await().atMost(PATIENCE).until(() -> server.requests().count(RequestKind.TOKEN) == 1);
        stopsWithin(Duration.ofSeconds(1));
    }

    @Test
    void stopDoesNotWaitForATokenProviderThatBlocks() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        options().setPassword(null);
        options().setSignInTimeout(200);
        options().setTokenProvider((challenge, target) -> {
            asked.countDown();
            gate.await();
            throw new IllegalStateException("never asked that long");
        });
        start(noting(URI));
        assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        stopsWithin(Duration.ofSeconds(1));
    }

    @Test
    void routesThatStartOneAfterTheOtherAllHearTheFirstEvent() throws Exception {
        options().setDeleteApplicationOnStop(false);
        start(noting(URI), new RouteBuilder() {
            @Override
            public void configure() {
                from(URI).routeId("second").to("mock:second");
            }
        });
        app();
        context.getRouteController().stopRoute("in");
        context.getRouteController().stopRoute("second");
        invite();
        mock("second").expectedMessageCount(1);
        context.getRouteController().startRoute("in");
        context.getRouteController().startRoute("second");
        awaitSeen(1);
        mock("second").assertIsSatisfied();
    }

    @Test
    void stopEndsTheQuestionForPresentStatesAtOnce() throws Exception {
        start(noting(URI));
        app();
        invite();
        awaitSeen(1);
        awaitPolled();
        server.faults().on(RequestKind.INVITATION).untilCleared().silence();
        account().application().loseEvents();
        await().atMost(PATIENCE).until(() -> server.requests().count(RequestKind.INVITATION) == 1);
        stopsWithin(Duration.ofSeconds(1));
    }

    @Test
    void whatWaitsIsCountedAndFinishedBeforeAnOrderlyStop() throws Exception {
        options().setAcknowledge("received");
        start(held(URI, "in"));
        app();
        IntStream.range(0, 3).forEach(i -> invite());
        awaitSeen(1);
        UcwaConsumer consumer = (UcwaConsumer) context.getRoute("in").getConsumer();
        await().atMost(PATIENCE).until(() -> consumer.getPendingExchangesSize() == 3);
        Thread stopping = new Thread(context::stop);
        stopping.start();
        during(Duration.ofMillis(200));
        int before = polls().size();
        invite();
        gate.countDown();
        stopping.join(PATIENCE.toMillis());
        assertThat(seen).hasSize(3);
        assertThat(polls()).hasSize(before);
        assertThat(consumer.getPendingExchangesSize()).isZero();
    }

    @Test
    void aForcedStopAcknowledgesNothingUnprocessed() throws Exception {
        options().setDeleteApplicationOnStop(false);
        context.getShutdownStrategy().setTimeout(1);
        start(held(URI, "in"));
        app();
        invite();
        awaitSeen(1);
        String id = seen.get(0).id();
        context.stop();
        gate.countDown();
        seen.clear();
        context = newContext("test");
        start(noting(URI));
        awaitSeen(1);
        assertThat(seen.get(0).id()).isEqualTo(id);
        assertThat(seen.get(0).replayed()).isFalse();
    }

    @Test
    void aStopThatIsGivenUpLeavesTheRouteRunning() throws Exception {
        start(held(URI, "in"));
        app();
        invite();
        awaitSeen(1);
        assertThat(context.getRouteController().stopRoute("in", 1, TimeUnit.SECONDS, true)).isFalse();
        gate.countDown();
        awaitPolled();
        invite();
        awaitSeen(2);
    }

    @Test
    void aPolicyThatSuspendsTheConsumerFromItsOwnExchangeDoesNotBlock() throws Exception {
        ThrottlingInflightRoutePolicy policy = new ThrottlingInflightRoutePolicy();
        policy.setMaxInflightExchanges(2);
        policy.setResumePercentOfMax(50);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from(URI).routeId("in").routePolicy(policy).threads(2).process(e -> {
                    seen.add(Seen.of(e));
                    gate.await(50, TimeUnit.MILLISECONDS);
                });
            }
        });
        app();
        IntStream.range(0, 10).forEach(i -> invite());
        awaitSeen(10);
        assertThat(seen.stream().map(Seen::id).distinct()).hasSize(10);
        gate.countDown();
    }

    @Test
    void aRouteMayStopItself() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from(URI).routeId("in").process(e -> seen.add(Seen.of(e))).to("controlbus:route?routeId=in&action=stop&async=true");
            }
        });
        app();
        invite();
        awaitSeen(1);
        await().atMost(PATIENCE).until(() -> account().applications().isEmpty());
        context.getRouteController().startRoute("in");
        app();
        invite();
        awaitSeen(2);
    }
}
