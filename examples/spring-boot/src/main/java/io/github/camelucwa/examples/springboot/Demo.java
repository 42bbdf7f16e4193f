package io.github.camelucwa.examples.springboot;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.camelucwa.simulator.UcwaSimulator;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NotifyBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpStatus;

/** One invitation on the simulated server, followed until it comes out of the queue; the exit code tells whether it did and all are in good health. */
class Demo implements ExitCodeGenerator {

    private static final Logger LOG = LoggerFactory.getLogger("demo");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BOB = "sip:bob@fabrikam.example";

    private final ApplicationContext context;

    Demo(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public int getExitCode() {
        UcwaSimulator simulator = context.getBean(UcwaSimulator.class);
        NotifyBuilder read = new NotifyBuilder(context.getBean(CamelContext.class)).fromRoute("desk").whenCompleted(1).create();
        simulator.account(SimulatedServer.BOT).awaitApplication(PATIENCE);
        simulator.invite(BOB).declines();
        simulator.account(SimulatedServer.BOT).startConversation("Incident 4711").invite(BOB);
        boolean moved = read.matches(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        HttpResponse<String> health = health();
        boolean up = health.statusCode() == HttpStatus.OK.value();
        LOG.info("{} event moved, /actuator/health: {}", moved ? "One" : "No", up ? "UP" : health.body());
        return moved && up ? 0 : 1;
    }

    private HttpResponse<String> health() {
        URI url = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port")
                + "/actuator/health");
        return HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString()).join();
    }
}
