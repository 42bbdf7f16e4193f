package io.github.camelucwa;

import java.util.Optional;

import io.github.camelucwa.simulator.RequestKind;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The readiness check of an account, through its transitions. */
class AccountHealthTest extends UcwaTestSupport {

    private static final String ID = "ucwa:" + BOT;

    @Override
    protected void configure(CamelContext made) throws Exception {
        super.configure(made);
        HealthCheckRegistry registry = new DefaultHealthCheckRegistry(made);
        made.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, registry);
        registry.start();
        registry.register(registry.resolveById("consumers"));
    }

    @Test
    void isUpOnceSignedIn() throws Exception {
        start(route("ucwa:participantInvitation"));
        awaitState(HealthCheck.State.UP);
        assertThat(result().getDetails()).containsEntry("state", "connected").containsEntry("account", BOT)
                .containsKey("lastAnswer");
    }

    @Test
    void isDownWhileSigningInForTheFirstTime() throws Exception {
        options().setSignInTimeout(100);
        server.faults().on(RequestKind.DISCOVERY_ROOT).untilCleared().silence();
        start(route("ucwa:participantInvitation"));
        assertThat(result().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result().getDetails()).containsEntry("state", "connecting");
    }

    @Test
    void isUpAndIdleBeforeAProducersFirstOperation() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("ucwa:participantInvitation");
            }
        });
        assertThat(result().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result().getDetails()).containsEntry("state", "idle");
    }

    @Test
    void isReadinessOnly() throws Exception {
        start(route("ucwa:participantInvitation"));
        assertThat(check().isReadiness()).isTrue();
        assertThat(check().isLiveness()).isFalse();
    }

    @Test
    void isDownWithReasonAndNextTryWhileTheServerAnswers503() throws Exception {
        start(route("ucwa:participantInvitation"));
        awaitState(HealthCheck.State.UP);
        server.faults().on(RequestKind.EVENTS).untilCleared().answer(503);
        await().atMost(PATIENCE).untilAsserted(() -> {
            HealthCheck.Result result = result();
            assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(result.getDetails()).containsEntry(HealthCheck.HTTP_RESPONSE_CODE, 503)
                    .containsKeys("since", "nextAttempt", "attempts");
            assertThat(result.getMessage()).get().asString().contains("answered 503");
        });
    }

    @Test
    void isUpAgainAfterAGoodAnswer() throws Exception {
        start(route("ucwa:participantInvitation"));
        server.faults().on(RequestKind.EVENTS).times(2).answer(503);
        awaitState(HealthCheck.State.DOWN);
        awaitState(HealthCheck.State.UP);
        assertThat(result().getDetails()).doesNotContainKeys("attempts", HealthCheck.HTTP_RESPONSE_CODE);
    }

    @Test
    void isDownButStartedWhenTheApplicationIsRefused() throws Exception {
        account().refuseApplications(403, "Forbidden", "None");
        start(route("ucwa:participantInvitation"));
        awaitState(HealthCheck.State.DOWN);
        assertThat(result().getDetails()).containsEntry("state", "refused").containsEntry("code", "Forbidden");
        assertThat(context.getRouteController().getRouteStatus("in").isStarted()).isTrue();
    }

    @Test
    void isUpInStandbyWhileSuspended() throws Exception {
        start(route("ucwa:participantInvitation"));
        awaitState(HealthCheck.State.UP);
        context.getRouteController().suspendRoute("in");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(result().getDetails()).containsEntry("state", "standby"));
        assertThat(result().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void carriesTheEndpointIdWhenThatIsSet() throws Exception {
        start(route("ucwa:participantInvitation?endpointId=node-a"));
        assertThat(registry().getCheck(ID + ":node-a")).isPresent();
    }

    @Test
    void vanishesWithTheAccount() throws Exception {
        start(route("ucwa:participantInvitation"));
        assertThat(registry().getCheck(ID)).isPresent();
        context.getRouteController().stopRoute("in");
        assertThat(registry().getCheck(ID)).isEmpty();
    }

    @Test
    void canBeSwitchedOff() throws Exception {
        context.getComponent("ucwa", UcwaComponent.class).setHealthCheckConsumerEnabled(false);
        start(route("ucwa:participantInvitation"));
        assertThat(registry().getCheck(ID)).isEmpty();
    }

    @Test
    void theRoutesOwnCheckTellsTheSame() throws Exception {
        start(route("ucwa:participantInvitation"));
        server.faults().on(RequestKind.EVENTS).untilCleared().answer(503);
        await().atMost(PATIENCE).untilAsserted(() -> {
            Optional<HealthCheck> check = registry().getCheck("consumer:in");
            assertThat(check).isPresent();
            assertThat(check.get().call().getState()).isEqualTo(HealthCheck.State.DOWN);
        });
    }

    @Test
    void needsNoHealthSupportOnTheClassPath() throws Exception {
        context.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, null);
        start(route("ucwa:participantInvitation"));
        assertThat(context.getRouteController().getRouteStatus("in").isStarted()).isTrue();
    }

    private void awaitState(HealthCheck.State state) {
        await().atMost(PATIENCE).until(() -> result().getState() == state);
    }

    private HealthCheck.Result result() {
        return check().call();
    }

    private HealthCheck check() {
        return registry().getCheck(ID).orElseThrow();
    }

    private HealthCheckRegistry registry() {
        return HealthCheckRegistry.get(context);
    }
}
