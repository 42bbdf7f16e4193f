package io.github.camelucwa.examples.springboot;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.camelucwa.simulator.UcwaSimulator;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = SimulatedServer.class)
class ApplicationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ANNA = "sip:anna@fabrikam.example";

    @Autowired
    private UcwaSimulator server;
    @Autowired
    private CamelContext camel;
    @Value("${local.server.port}")
    private int port;

    @Test
    void howAnInvitationEndsIsReadFromTheQueue() {
        NotifyBuilder read = new NotifyBuilder(camel).fromRoute("desk")
                .filter(exchange -> ANNA.equals(exchange.getMessage().getHeader("invitee"))
                        && "Connected".equals(exchange.getMessage().getHeader("state")))
                .whenCompleted(1).create();
        server.invite(ANNA).accepts();
        server.account(SimulatedServer.BOT).awaitApplication(PATIENCE);

        server.account(SimulatedServer.BOT).startConversation("Incident 4711").invite(ANNA);

        assertThat(read.matches(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theAccountShowsInTheHealthOfTheApplication() {
        server.account(SimulatedServer.BOT).awaitApplication(PATIENCE);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(health())
                .startsWith("200").contains("ucwa:sip:helpdesk@fabrikam.example"));
    }

    private String health() {
        return RestClient.create().get().uri("http://127.0.0.1:" + port + "/actuator/health")
                .exchange((request, response) -> response.getStatusCode().value() + " "
                        + new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8));
    }
}
