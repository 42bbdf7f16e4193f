package io.github.camelucwa.simulator;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The simulator as a JUnit 5 extension. As a static field one server serves all tests of the class, and faults, reactions and recorded
 * requests are cleared after each; otherwise each test has its own.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final UcwaSimulatorExtension UCWA = new UcwaSimulatorExtension(
 *         UcwaSimulator.create().http().user("sip:bot@fabrikam.example", "s3cret").time(SimulatedTime.scaled(100)));
 *
 * @Test
 * void invites(UcwaSimulator server) {
 *     server.invite("sip:bob@fabrikam.example").declines();
 * }
 * }</pre>
 *
 * <p>With {@code @ExtendWith(UcwaSimulatorExtension.class)} it is plain HTTP, a hundred times faster than real, and the user is
 * {@link #SIP_ADDRESS} with {@link #PASSWORD}.</p>
 */
public final class UcwaSimulatorExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    /** User of a server that nothing else was told about. */
    public static final String SIP_ADDRESS = "sip:bot@fabrikam.example";

    /** Password of {@link #SIP_ADDRESS}. */
    public static final String PASSWORD = "s3cret";

    private final UcwaSimulator.Builder builder;
    private UcwaSimulator server;
    private boolean shared;

    /** A server with the standard user. */
    public UcwaSimulatorExtension() {
        this(UcwaSimulator.create().http().user(SIP_ADDRESS, PASSWORD).time(SimulatedTime.scaled(100)));
    }

    /** A server as described. */
    public UcwaSimulatorExtension(UcwaSimulator.Builder builder) {
        this.builder = builder;
    }

    /** The server; started when it is not yet, so that others may ask before JUnit has come that far. */
    public synchronized UcwaSimulator server() {
        if (server == null) {
            server = builder.start();
        }
        return server;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = true;
        server();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        server();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (shared) {
            server().faults().clear();
            server().requests().clear();
            server().forgetReactions();
        } else {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == UcwaSimulator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server();
    }

    private synchronized void close() {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
