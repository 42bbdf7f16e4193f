package io.github.camelucwa;

import java.time.Duration;

import io.github.camelucwa.simulator.SimulatedAccount;
import io.github.camelucwa.simulator.SimulatedTime;
import io.github.camelucwa.simulator.UcwaSimulator;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A simulator and a Camel context for each test; routes are added by the test and started with {@link #start}. */
abstract class UcwaTestSupport {

    static final String BOT = "sip:bot@fabrikam.example";
    static final String PASSWORD = "p&ss+w%rd";
    static final Duration PATIENCE = Duration.ofSeconds(10);

    protected UcwaSimulator server;
    protected DefaultCamelContext context;

    @BeforeEach
    void open() throws Exception {
        server = simulator();
        context = newContext("test");
    }

    @AfterEach
    void close() {
        context.stop();
        server.close();
    }

    /** Timers of the server run a hundred times faster. */
    protected UcwaSimulator simulator() {
        return UcwaSimulator.create().http().user(BOT, PASSWORD).time(SimulatedTime.scaled(100)).start();
    }

    protected DefaultCamelContext newContext(String name) throws Exception {
        DefaultCamelContext made = new DefaultCamelContext();
        made.getCamelContextExtension().setName(name);
        made.disableJMX();
        made.getShutdownStrategy().setTimeout(10);
        made.getRegistry().bind("secret", PASSWORD);
        configure(made);
        return made;
    }

    /** Lets a test set beans and options before routes are added. */
    protected void configure(CamelContext made) throws Exception {
        UcwaComponent component = made.getComponent("ucwa", UcwaComponent.class);
        component.getConfiguration().setSipAddress(BOT);
        component.getConfiguration().setDiscoveryUrl(server.discoveryUrl());
        component.getConfiguration().setPassword(PASSWORD);
        component.getConfiguration().setAllowInsecure(true);
        component.getConfiguration().setReconnectDelay(50);
        component.getConfiguration().setReconnectMaxDelay(500);
    }

    protected UcwaConfiguration options() {
        return context.getComponent("ucwa", UcwaComponent.class).getConfiguration();
    }

    protected void start(RouteBuilder... routes) throws Exception {
        for (RouteBuilder route : routes) {
            context.addRoutes(route);
        }
        context.start();
    }

    /** A route from an endpoint to {@code mock:out}. */
    protected static RouteBuilder route(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("in").to("mock:out");
            }
        };
    }

    protected SimulatedAccount account() {
        return server.account(BOT);
    }

    protected MockEndpoint mock(String name) {
        return context.getEndpoint("mock:" + name, MockEndpoint.class);
    }
}
