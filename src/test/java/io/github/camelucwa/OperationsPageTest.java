package io.github.camelucwa;

import java.io.StringReader;
import java.util.Properties;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The properties of the page about operations do what it says. */
class OperationsPageTest extends UcwaTestSupport {

    @Test
    void healthIsThereWithTheProperties() throws Exception {
        Main main = new Main();
        Properties properties = new Properties();
        properties.load(new StringReader(Snippets.of("docs/operations.md").all("properties").get(0)));
        properties.forEach((name, value) -> main.addProperty(name.toString(), value.toString()));
        main.addProperty("camel.main.name", "operations");
        main.addProperty("camel.component.ucwa.sipAddress", BOT);
        main.addProperty("camel.component.ucwa.password", PASSWORD);
        main.addProperty("camel.component.ucwa.discoveryUrl", server.discoveryUrl());
        main.addProperty("camel.component.ucwa.allowInsecure", "true");
        main.configure().addRoutesBuilder(route("ucwa:participantInvitation"));
        main.start();
        try {
            HealthCheckRegistry registry = HealthCheckRegistry.get(main.getCamelContext());
            await().atMost(PATIENCE).until(() -> registry.getCheck("ucwa:" + BOT)
                    .map(check -> check.call().getState() == HealthCheck.State.UP).orElse(false));
            assertThat(registry.getCheck("consumer:in")).isPresent();
        } finally {
            main.stop();
        }
    }
}
