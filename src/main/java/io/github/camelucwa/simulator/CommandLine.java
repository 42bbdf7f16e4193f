package io.github.camelucwa.simulator;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The simulator as a program of its own. */
final class CommandLine {

    static final String HELP = """
            A UCWA server for demonstrations and tests.

              --port 8443          port to listen on (0: any free one)
              --http               plain HTTP instead of HTTPS with a self-signed certificate
              --address 127.0.0.1  address to listen on
              --host localhost     host name of its URLs and its certificate
              --user sip:bot@...   a user who may sign in; may be repeated
              --password ...       the password of the user before it
              --time 10            how much faster its clock runs
              --script file.json   what other people do, see the documentation of SimulatorScript
              --help               this text
            """;

    private static final String DEMO_USER = "sip:bot@fabrikam.example";
    private static final String DEMO_PASSWORD = "s3cret";

    private CommandLine() {
    }

    /**
     * Starts a server as the arguments tell.
     *
     * @return                          the server, or null when only help was asked for
     * @throws IllegalArgumentException for an argument that is unknown or has no value
     */
    static UcwaSimulator start(List<String> arguments, PrintStream out) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        UcwaSimulator.Builder builder = UcwaSimulator.create().port(8443);
        SimulatorScript script = null;
        String user = null;
        boolean users = false;
        while (!rest.isEmpty()) {
            String option = rest.pop();
            switch (option) {
                case "--help" -> {
                    out.print(HELP);
                    return null;
                }
                case "--http" -> builder.http();
                case "--port" -> builder.port(Integer.parseInt(value(option, rest)));
                case "--address" -> builder.address(value(option, rest));
                case "--host" -> builder.host(value(option, rest));
                case "--time" -> builder.time(SimulatedTime.scaled(Double.parseDouble(value(option, rest))));
                case "--user" -> user = value(option, rest);
                case "--password" -> {
                    if (user == null) {
                        throw new IllegalArgumentException("--password needs a --user before it");
                    }
                    builder.user(user, value(option, rest));
                    user = null;
                    users = true;
                }
                case "--script" -> script = SimulatorScript.read(Path.of(value(option, rest)));
                default -> throw new IllegalArgumentException("unknown option " + option + "; --help tells which there are");
            }
        }
        if (user != null) {
            throw new IllegalArgumentException("the user " + user + " has no --password");
        }
        boolean demo = !users && (script == null || script.tree().path("users").isEmpty());
        if (demo) {
            builder.user(DEMO_USER, DEMO_PASSWORD);
        }
        UcwaSimulator server = builder.start();
        if (script != null) {
            server.play(script);
        }
        tell(server, demo, out);
        return server;
    }

    private static void tell(UcwaSimulator server, boolean demo, PrintStream out) {
        out.println("UCWA simulator listens on " + server.origin());
        out.println("  discoveryUrl  " + server.discoveryUrl());
        out.println("  control page  " + server.origin() + ControlHandlers.PATH);
        server.accounts().forEach(account -> out.println("  user          " + account.sipAddress() + (demo ? "  password " + DEMO_PASSWORD : "")));
        if (server.trustStore() != null) {
            out.println("  trust store   " + server.trustStore() + "  password " + server.trustStorePassword());
        }
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.pop();
    }
}
