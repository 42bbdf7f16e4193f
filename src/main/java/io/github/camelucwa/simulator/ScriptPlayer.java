package io.github.camelucwa.simulator;

import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays a script in a thread of its own. */
final class ScriptPlayer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptPlayer.class);

    private static final Duration PATIENCE = Duration.ofDays(365);

    private final UcwaSimulator server;
    private final World world;
    private final SimulatorScript script;
    private final Steps steps;

    ScriptPlayer(UcwaSimulator server, World world, SimulatorScript script) {
        this.server = server;
        this.world = world;
        this.script = script;
        this.steps = new Steps(server);
    }

    /** What holds from the beginning: time, users, people. */
    void prepare() {
        JsonNode tree = script.tree();
        if (tree.has("time")) {
            server.time(SimulatedTime.scaled(tree.path("time").asDouble()));
        }
        tree.path("users").forEach(user -> server.addUser(user.path("sip").asText(), user.path("password").asText()));
        tree.path("people").properties().forEach(person -> steps.react(person.getKey(), person.getValue()));
    }

    @Override
    public void run() {
        try {
            if (!script.steps().isEmpty()) {
                do {
                    play();
                } while (script.repeat() > 0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            LOG.debug("The script ends: {}", e.getMessage());
        }
    }

    private void play() throws InterruptedException {
        steps.account(script.steps().get(0)).awaitApplication(PATIENCE);
        long start = System.nanoTime();
        for (JsonNode step : script.steps()) {
            sleepUntil(start, step.path("at").asDouble());
            try {
                LOG.info("script: {}", step);
                steps.run(step);
            } catch (IllegalStateException | IllegalArgumentException e) {
                LOG.warn("The step {} could not be done: {}", step, e.getMessage());
            }
        }
        sleepUntil(start, script.repeat());
    }

    private void sleepUntil(long start, double seconds) throws InterruptedException {
        long wait = start + world.time().compressed(Duration.ofMillis((long) (seconds * 1000))).toNanos() - System.nanoTime();
        if (wait > 0) {
            Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
        }
    }
}
