package io.github.camelucwa.examples.quarkus;

import java.time.Duration;

import jakarta.inject.Inject;
import jakarta.mail.MessagingException;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.health.SmallRyeHealthReporter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@QuarkusTest
@QuarkusTestResource(SimulatedServersResource.class)
class ApplicationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BOB = "sip:bob@fabrikam.example";

    @Inject
    SmallRyeHealthReporter health;

    @Test
    void whoDeclinesIsToldByMail() throws MessagingException {
        SimulatedServers.ucwa().account(SimulatedServers.BOT).awaitApplication(PATIENCE);
        SimulatedServers.ucwa().invite(BOB).declines();

        SimulatedServers.ucwa().account(SimulatedServers.BOT).startConversation("Incident 4711").invite(BOB);

        assertThat(SimulatedServers.mail().waitForIncomingEmail(PATIENCE.toMillis(), 1)).isTrue();
        assertThat(SimulatedServers.mail().getReceivedMessages()[0].getSubject())
                .isEqualTo("sip:bob@fabrikam.example could not be reached: Declined");
    }

    @Test
    void theAccountShowsInTheHealthOfTheApplication() {
        SimulatedServers.ucwa().account(SimulatedServers.BOT).awaitApplication(PATIENCE);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(health.getReadiness().getPayload().toString())
                .contains("\"status\":\"UP\"").contains("\"ucwa:sip:helpdesk@fabrikam.example\":\"UP\""));
    }
}
