package io.github.camelucwa.examples.quarkus;

import io.quarkus.runtime.Quarkus;

/**
 * The example's entrance. Without an account in the environment it plays a demo and ends by itself. It is named in
 * {@code application.properties} and not annotated with {@code QuarkusMain}, since Camel would then wait to be started by hand.
 */
public class Application {

    public static void main(String[] args) {
        if (System.getenv("UCWA_SIP_ADDRESS") != null) {
            Quarkus.run(args);
        } else {
            SimulatedServers.start().forEach(System::setProperty);
            System.setProperty("quarkus.http.port", "0");
            Quarkus.run(Demo.class, args);
        }
    }
}
