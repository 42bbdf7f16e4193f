package io.github.camelucwa;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Micrometer meters of an account. */
class AccountMetersTest extends UcwaTestSupport {

    private static final String BOB = "sip:bob@fabrikam.example";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Override
    protected void configure(CamelContext made) throws Exception {
        super.configure(made);
        made.getRegistry().bind("metricsRegistry", registry);
    }

    @Test
    void eventsAreCountedByKindAndType() throws Exception {
        start(route("ucwa:participantInvitation"));
        server.invite(BOB).declines();
        account().startConversation("Incident 4711").invite(BOB);
        await().atMost(PATIENCE).untilAsserted(() -> {
            Counter counter = registry.find("camel.ucwa.events").tag("account", BOT).tag("kind", "participantInvitation")
                    .tag("type", "completed").counter();
            assertThat(counter).isNotNull();
            assertThat(counter.count()).isEqualTo(1);
        });
    }

    @Test
    void exchangesAreTimedFromThePackagesArrival() throws Exception {
        start(route("ucwa:participantInvitation?eventTypes=completed"));
        server.invite(BOB).declines();
        account().startConversation("Incident 4711").invite(BOB);
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(registry.get("camel.ucwa.delivery").tag("account", BOT).timer().count()).isEqualTo(1));
        assertThat(registry.get("camel.ucwa.exchanges").counter().count()).isEqualTo(1);
        assertThat(registry.get("camel.ucwa.exchanges.failed").counter().count()).isZero();
    }

    @Test
    void failedExchangesAreCounted() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("ucwa:participantInvitation?eventTypes=completed").throwException(IllegalStateException.class, "no");
            }
        });
        server.invite(BOB).declines();
        account().startConversation("Incident 4711").invite(BOB);
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(registry.get("camel.ucwa.exchanges.failed").counter().count()).isEqualTo(1));
    }

    @Test
    void figuresOfTheAccountAreThere() throws Exception {
        start(route("ucwa:participantInvitation"));
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(registry.get("camel.ucwa.tokens").functionCounter().count()).isEqualTo(1));
        assertThat(registry.get("camel.ucwa.reconnects").functionCounter().count()).isZero();
        assertThat(registry.get("camel.ucwa.journal.pending").gauge().value()).isZero();
        assertThat(registry.get("camel.ucwa.events.pending").gauge().value()).isZero();
    }

    @Test
    void pollsAreTimed() throws Exception {
        start(route("ucwa:participantInvitation"));
        account().startConversation("Incident 4711").invite(BOB);
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(registry.get("camel.ucwa.poll").timer().count()).isPositive());
    }

    @Test
    void metersVanishAtStop() throws Exception {
        start(route("ucwa:participantInvitation"));
        assertThat(registry.find("camel.ucwa.poll").timer()).isNotNull();
        context.getRouteController().stopRoute("in");
        assertThat(registry.getMeters()).isEmpty();
    }
}
