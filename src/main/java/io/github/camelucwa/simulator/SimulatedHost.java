package io.github.camelucwa.simulator;

/** A further host of the simulation, with a port of its own: another pool, or a host that must never be trusted. */
public final class SimulatedHost {

    private final String name;
    private final Listener listener;
    private final RequestLog log;
    private final DiscoverySwitches discovery = new DiscoverySwitches();

    SimulatedHost(String name, Listener listener, RequestLog log) {
        this.name = name;
        this.listener = listener;
        this.log = log;
    }

    /** Scheme, host and port, e.g. {@code http://127.0.0.2:40123}. */
    public String origin() {
        return listener.scheme() + "://" + name + ":" + listener.port();
    }

    /** Its Autodiscover root. */
    public String discoveryUrl() {
        return origin() + DiscoveryHandlers.ROOT;
    }

    /** What it was asked. A pool host shares this with the whole server, a foreign host has its own. */
    public RequestLog requests() {
        return log;
    }

    /** What discovery answers on this host; a foreign host does not care. */
    public DiscoverySwitches discovery() {
        return discovery;
    }

    String name() {
        return name;
    }

    Listener listener() {
        return listener;
    }
}
