package io.github.camelucwa.examples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The example's entrance. Without an account in {@code application.properties} it plays a demo and ends by itself. */
@SpringBootApplication
public class Application {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(Application.class);
        application.addInitializers(new SimulatedServer());
        ConfigurableApplicationContext context = application.run(args);
        if (SimulatedServer.isPartOf(context)) {
            System.exit(SpringApplication.exit(context, new Demo(context)));
        }
    }
}
