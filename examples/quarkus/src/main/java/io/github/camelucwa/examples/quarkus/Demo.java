package io.github.camelucwa.examples.quarkus;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One invitation on the simulated server, followed until it is in the mailbox; the exit code tells whether it is and
 * all are in good health. */
@Singleton
@Unremovable
class Demo implements QuarkusApplication {

    private static final Logger LOG = LoggerFactory.getLogger("demo");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BOB = "sip:bob@fabrikam.example";

    private final SmallRyeHealthReporter health;

    Demo(SmallRyeHealthReporter health) {
        this.health = health;
    }

    @Override
    public int run(String... args) {
        SimulatedServers.ucwa().account(SimulatedServers.BOT).awaitApplication(PATIENCE);
        SimulatedServers.ucwa().invite(BOB).declines();
        SimulatedServers.ucwa().account(SimulatedServers.BOT).startConversation("Incident 4711").invite(BOB);
        boolean moved = SimulatedServers.mail().waitForIncomingEmail(PATIENCE.toMillis(), 1);
        SmallRyeHealth now = health.getHealth();
        LOG.info("{} event moved, /q/health: {}", moved ? "One" : "No", now.isDown() ? now.getPayload() : "UP");
        return moved && !now.isDown() ? 0 : 1;
    }
}
