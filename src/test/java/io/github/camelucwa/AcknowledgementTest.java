package io.github.camelucwa;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** When the server may forget a package, and how it is found out that an exchange is done. */
class AcknowledgementTest extends ChannelTestSupport {

    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger attempts = new AtomicInteger();

    /** A route that holds each exchange until the gate opens. */
    private RouteBuilder held(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("in").process(e -> {
                    seen.add(Seen.of(e));
                    gate.await();
                });
            }
        };
    }

    @Test
    void aPackageIsAcknowledgedWhenTheRouteIsDone() throws Exception {
        start(held(URI));
        app();
        invite();
        awaitSeen(1);
        during(Duration.ofMillis(300));
        assertThat(polls()).isEmpty();
        gate.countDown();
        awaitPolls(1);
    }

    @Test
    void aPackageIsAcknowledgedAtOnceWhenReceivedIsEnough() throws Exception {
        options().setAcknowledge("received");
        start(held(URI));
        app();
        invite();
        awaitSeen(1);
        awaitPolls(1);
        gate.countDown();
    }

    @Test
    void acknowledgeTimeoutBoundsTheWait() throws Exception {
        options().setAcknowledgeTimeout(400);
        start(held(URI));
        app();
        invite();
        awaitSeen(1);
        assertThat(polls()).isEmpty();
        awaitPolls(1);
        gate.countDown();
    }

    @Test
    void anEventNobodyWantsHoldsNothingUp() throws Exception {
        start(held("ucwa:participantInvitation?eventTypes=completed"));
        app();
        invite();
        awaitPolls(1);
        gate.countDown();
    }

    static Stream<Named<RouteEnd>> failures() {
        return Stream.of(Named.of("exception", (RouteEnd) (b, t) -> b.from(URI).process(e -> {
            t.seen.add(Seen.of(e));
            throw new IllegalStateException("boom");
        })), Named.of("markRollbackOnly", (b, t) -> b.from(URI).process(e -> t.seen.add(Seen.of(e))).markRollbackOnly()),
                Named.of("rollback", (b, t) -> b.from(URI).process(e -> t.seen.add(Seen.of(e))).rollback("boom")),
                Named.of("seda that fails", (b, t) -> {
                    b.from(URI).to("seda:later");
                    b.from("seda:later").process(e -> {
                        t.seen.add(Seen.of(e));
                        throw new IllegalStateException("boom");
                    });
                }), Named.of("threads", (b, t) -> b.from(URI).threads(2).process(e -> {
                    t.seen.add(Seen.of(e));
                    throw new IllegalStateException("boom");
                })), Named.of("exchange left interrupted", (b, t) -> b.from(URI).process(e -> {
                    t.seen.add(Seen.of(e));
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("boom");
                })));
    }

    /** Writes the routes of a test. */
    interface RouteEnd {
        void write(RouteBuilder builder, AcknowledgementTest test) throws Exception;
    }

    private RouteBuilder of(RouteEnd end) {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                end.write(this, AcknowledgementTest.this);
            }
        };
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailedExchangeIsToldToTheHandlerAndTheChannelGoesOn(RouteEnd end) throws Exception {
        start(of(end));
        app();
        invite();
        awaitSeen(1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told).hasSize(1));
        awaitPolls(1);
        invite();
        awaitSeen(2);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told).hasSize(2));
        assertThat(seen.get(0).id()).isNotEqualTo(seen.get(1).id());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aPooledExchangeTellsTheSame(RouteEnd end) throws Exception {
        context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        start(of(end));
        app();
        invite();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told).hasSize(1));
        awaitPolls(1);
    }

    static Stream<Named<RouteEnd>> successes() {
        return Stream.of(Named.of("handled", (RouteEnd) (b, t) -> {
            b.onException(IllegalStateException.class).handled(true).to("mock:dead");
            b.from(URI).process(e -> t.seen.add(Seen.of(e))).throwException(new IllegalStateException("boom"));
        }), Named.of("continued", (b, t) -> {
            b.onException(IllegalStateException.class).continued(true);
            b.from(URI).process(e -> t.seen.add(Seen.of(e))).throwException(new IllegalStateException("boom"));
        }), Named.of("stop", (b, t) -> b.from(URI).process(e -> t.seen.add(Seen.of(e))).stop()),
                Named.of("filtered away", (b, t) -> b.from(URI).process(e -> t.seen.add(Seen.of(e))).filter(b.constant(false))
                        .to("mock:never")),
                Named.of("wireTap", (b, t) -> b.from(URI).process(e -> t.seen.add(Seen.of(e))).wireTap("mock:tap")));
    }

    @ParameterizedTest
    @MethodSource("successes")
    void whatTheRouteDealtWithIsDone(RouteEnd end) throws Exception {
        start(of(end));
        app();
        invite();
        awaitSeen(1);
        awaitPolls(1);
        assertThat(told).isEmpty();
    }

    @Test
    void anExchangeHandedToSedaIsDoneWhenThatRouteIs() throws Exception {
        start(of((b, t) -> {
            b.from(URI).to("seda:later");
            b.from("seda:later").process(e -> {
                t.seen.add(Seen.of(e));
                gate.await();
            });
        }));
        app();
        invite();
        awaitSeen(1);
        during(Duration.ofMillis(300));
        assertThat(polls()).isEmpty();
        gate.countDown();
        awaitPolls(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:work", "seda:work"})
    void breakOnFirstErrorTriesTheSameEventAgainAndLaterOnesWait(String through) throws Exception {
        start(of((b, t) -> {
            b.errorHandler(b.noErrorHandler());
            b.from(URI + "&breakOnFirstError=true").to(through);
            b.from(through).process(e -> {
                t.seen.add(Seen.of(e));
                if (t.attempts.incrementAndGet() < 4) {
                    throw new IllegalStateException("boom");
                }
            });
        }));
        app();
        invite();
        invite();
        awaitSeen(5);
        assertThat(seen.subList(0, 4)).extracting(Seen::id).containsOnly(seen.get(0).id());
        assertThat(seen.get(4).id()).isNotEqualTo(seen.get(0).id());
        assertThat(told).hasSize(3);
    }

    @Test
    void withBreakOnFirstErrorAPoisonedEventDoesNotHoldTheStop() throws Exception {
        start(of((b, t) -> {
            b.errorHandler(b.noErrorHandler());
            b.from(URI + "&breakOnFirstError=true").process(e -> {
                t.seen.add(Seen.of(e));
                throw new IllegalStateException("boom");
            });
        }));
        app();
        invite();
        awaitSeen(2);
        long start = System.nanoTime();
        context.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void theErrorHandlerOfTheRouteIsToldWhenBridged() throws Exception {
        mock("dead").expectedMessageCount(1);
        start(of((b, t) -> {
            b.onException(UcwaException.class).handled(true).to("mock:dead");
            b.from("ucwa:participantInvitation?bridgeErrorHandler=true").process(e -> t.seen.add(Seen.of(e)));
        }));
        app();
        account().application().endPoll(503);
        mock("dead").assertIsSatisfied();
        awaitPolled();
        invite();
        awaitSeen(1);
    }
}
