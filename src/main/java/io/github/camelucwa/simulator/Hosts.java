package io.github.camelucwa.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The sockets of a server: its own and those of further hosts, which start and stop together. */
final class Hosts {

    private final String address;
    private final int port;
    private final SimulatedHost main;
    private final List<SimulatedHost> further = new CopyOnWriteArrayList<>();

    /**
     * @param address what the server listens on
     * @param port    0 for any free one
     * @param main    its own host
     */
    Hosts(String address, int port, SimulatedHost main) {
        this.address = address;
        this.port = port;
        this.main = main;
    }

    SimulatedHost main() {
        return main;
    }

    void start() {
        listen(main, address, port);
        further.forEach(this::listen);
    }

    void stop() {
        main.listener().stop();
        further.forEach(host -> host.listener().stop());
    }

    SimulatedHost add(SimulatedHost host) {
        listen(host);
        further.add(host);
        return host;
    }

    /** The switches of the host of this origin; an origin that is none of them is another name of the main host. */
    DiscoverySwitches discovery(String origin) {
        return further.stream().filter(host -> host.origin().equals(origin)).findFirst().orElse(main).discovery();
    }

    private void listen(SimulatedHost host) {
        listen(host, host.name().matches("[\\d.]+") ? host.name() : address, 0);
    }

    private static void listen(SimulatedHost host, String address, int port) {
        try {
            host.listener().start(address, port);
        } catch (IOException e) {
            throw new UncheckedIOException("The simulator cannot listen on " + address + ":" + port, e);
        }
    }
}
