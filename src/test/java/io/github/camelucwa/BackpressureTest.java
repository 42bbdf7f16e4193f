package io.github.camelucwa;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.github.camelucwa.simulator.SimulatedInvitation;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Slow routes: memory is bounded, order kept, others not delayed, and nobody waits for himself. */
class BackpressureTest extends ChannelTestSupport {

    private final CountDownLatch gate = new CountDownLatch(1);

    private RouteBuilder held(String uri, String id) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId(id).process(e -> {
                    gate.await();
                    seen.add(Seen.of(e));
                });
            }
        };
    }

    @Test
    void pollingPausesWhileTooManyEventsWait() throws Exception {
        options().setAcknowledge("received");
        options().setMaxPendingEvents(3);
        start(held(URI, "in"));
        app();
        for (int i = 0; i < 4; i++) {
            awaitPolled();
            invite();
        }
        during(Duration.ofMillis(300));
        assertThat(account().application().isPolled()).isFalse();
        IntStream.range(0, 6).forEach(i -> invite());
        gate.countDown();
        awaitSeen(10);
        assertThat(seen.stream().map(Seen::id).distinct()).hasSize(10);
        awaitPolled();
    }

    @Test
    void eventsOfAnInvitationKeepTheirOrder() throws Exception {
        start(noting(URI));
        app();
        List<SimulatedInvitation> all = IntStream.range(0, 50).mapToObj(i -> invite()).toList();
        all.forEach(SimulatedInvitation::ring);
        all.forEach(SimulatedInvitation::decline);
        awaitSeen(150);
        all.forEach(i -> assertThat(seen.stream().filter(s -> s.href().endsWith(i.href())).map(Seen::type))
                .containsExactly("started", "updated", "completed"));
    }

    @Test
    void aSlowRouteDoesNotDelayAnother() throws Exception {
        options().setAcknowledge("received");
        start(held(URI, "slow"), new RouteBuilder() {
            @Override
            public void configure() {
                from(URI).routeId("quick").to("mock:quick");
            }
        });
        app();
        mock("quick").expectedMessageCount(5);
        IntStream.range(0, 5).forEach(i -> invite());
        mock("quick").assertIsSatisfied();
        assertThat(seen).isEmpty();
        gate.countDown();
        awaitSeen(5);
    }

    @Test
    void aRouteMayWaitForAnEventThatOnlyTheNextPollBrings() throws Exception {
        String guest = "sip:guest@fabrikam.example";
        server.invite(guest).accepts().after(Duration.ofSeconds(2));
        options().setMaxPendingEvents(1);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from(URI + "&eventTypes=started").routeId("in")
                        .filter(header(UcwaConstants.TO).not().contains("guest"))
                        .setHeader(UcwaConstants.INVITEE, constant(guest))
                        .to("ucwa:participantInvitation?operation=addParticipant&waitForCompletion=true")
                        .process(e -> seen.add(new Seen(null, null, null, false,
                                e.getMessage().getHeader(UcwaConstants.EVENT_STATUS, String.class))));
            }
        });
        app();
        long start = System.nanoTime();
        invite();
        awaitSeen(1);
        assertThat(seen.get(0).state()).isEqualTo("Success");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        await().atMost(PATIENCE).until(() -> account().application().isPolled());
    }
}
