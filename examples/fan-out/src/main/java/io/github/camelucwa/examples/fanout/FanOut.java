package io.github.camelucwa.examples.fanout;

import org.apache.camel.main.Main;

/**
 * The example's entrance: Camel Main with the routes of {@code camel/*.yaml}, between servers that run in this process. Ends by
 * itself when the simulated help desk is done; against a real server it runs until it is stopped.
 */
public final class FanOut {

    private FanOut() {
    }

    public static void main(String[] args) {
        Main camel = new Main(FanOut.class);
        camel.addMainListener(new Surroundings());
        try {
            camel.run(args);
        } catch (Exception e) {
            System.err.println("The example could not start: " + rootCause(e).getMessage());
            System.exit(1);
        }
    }

    private static Throwable rootCause(Throwable e) {
        return e.getCause() == null ? e : rootCause(e.getCause());
    }
}
