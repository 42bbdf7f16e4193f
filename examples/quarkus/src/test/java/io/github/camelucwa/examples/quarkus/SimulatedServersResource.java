package io.github.camelucwa.examples.quarkus;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** The servers around the tests. */
public class SimulatedServersResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return SimulatedServers.start();
    }

    @Override
    public void stop() {
        SimulatedServers.stop();
    }
}
