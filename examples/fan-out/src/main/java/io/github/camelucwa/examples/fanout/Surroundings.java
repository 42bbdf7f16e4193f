package io.github.camelucwa.examples.fanout;

import java.util.function.BiConsumer;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.camelucwa.simulator.SimulatedTime;
import io.github.camelucwa.simulator.UcwaSimulator;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnector;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.MainSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers around the routes, which live as long as Camel does: a broker, a mail server and, unless an account of a real
 * server is configured, a simulated Skype for Business Server with a help desk at work.
 */
final class Surroundings extends MainListenerSupport {

    private static final Logger LOG = LoggerFactory.getLogger("example");
    private static final String LOOPBACK = "127.0.0.1";
    private static final String BOT = "sip:helpdesk@fabrikam.example";
    private static final String PASSWORD = "only-for-the-simulator";

    private EmbeddedActiveMQ broker;
    private GreenMail mail;
    private UcwaSimulator simulator;
    private HelpDesk helpDesk;

    /** The mails that arrived. */
    GreenMail mail() {
        return mail;
    }

    /** The properties are known by now, the routes are not loaded yet. */
    @Override
    public void beforeInitialize(BaseMainSupport main) {
        BiConsumer<String, String> found = main.getCamelContext().getPropertiesComponent()::addOverrideProperty;
        try {
            startBroker();
            startMail(found);
            if (property(main, "ucwa.sipAddress").isBlank()) {
                startSimulator(found, Double.parseDouble(property(main, "example.pace")));
            }
        } catch (Exception e) {
            close();
            throw new IllegalStateException("a server that the example needs did not start", e);
        }
    }

    @Override
    public void afterStart(BaseMainSupport main) {
        if (simulator == null) {
            LOG.info("Waiting for invitations of {}; stop with Ctrl-C", property(main, "ucwa.sipAddress"));
        } else {
            helpDesk = new HelpDesk(simulator, BOT, Double.parseDouble(property(main, "example.pace")));
            helpDesk.open(((MainSupport) main)::completed);
        }
    }

    @Override
    public void beforeStop(BaseMainSupport main) {
        if (helpDesk != null) {
            helpDesk.close();
        }
    }

    @Override
    public void afterStop(BaseMainSupport main) {
        close();
        LOG.info("That was all. The routes are in src/main/resources/camel, the settings in application.properties");
        LOG.info("beside them. Your own server: set ucwa.sipAddress, ucwa.username and ucwa.password there. More: README.md");
    }

    private void startBroker() throws Exception {
        broker = new EmbeddedActiveMQ();
        AddressSettings everywhere = new AddressSettings().setDeadLetterAddress(SimpleString.of("dead"))
                .setExpiryAddress(SimpleString.of("expired"));
        broker.setConfiguration(new ConfigurationImpl().setPersistenceEnabled(false).setSecurityEnabled(false)
                .setJMXManagementEnabled(false).addAcceptorConfiguration("vm", "vm://0").addAddressSetting("#", everywhere));
        broker.start();
        LOG.info("An Artemis broker runs in this process, not reachable from outside");
    }

    private void startMail(BiConsumer<String, String> found) {
        mail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_SMTP), new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_IMAP) });
        mail.setUser("dispatcher@fabrikam.example", "dispatcher", "dispatcher");
        mail.start();
        found.accept("mail.smtp", LOOPBACK + ":" + mail.getSmtp().getPort());
        found.accept("mail.imap", LOOPBACK + ":" + mail.getImap().getPort());
        LOG.info("A mail server takes mail at port {} and shows it at port {} (IMAP)", mail.getSmtp().getPort(),
                mail.getImap().getPort());
    }

    private void startSimulator(BiConsumer<String, String> found, double pace) {
        simulator = UcwaSimulator.create().http().user(BOT, PASSWORD).time(SimulatedTime.scaled(pace)).start();
        found.accept("ucwa.sipAddress", BOT);
        found.accept("ucwa.password", PASSWORD);
        found.accept("ucwa.discoveryUrl", simulator.discoveryUrl());
        found.accept("ucwa.allowInsecure", "true");
        LOG.info("No account is configured, so a simulated Skype for Business Server runs at {}", simulator.origin());
    }

    private void close() {
        if (simulator != null) {
            simulator.close();
        }
        if (mail != null) {
            mail.stop();
        }
        try {
            if (broker != null) {
                broker.stop();
            }
        } catch (Exception e) {
            LOG.warn("The broker did not stop in order", e);
        }
        // its threads are no daemons and would keep the JVM for another minute
        InVMConnector.resetThreadPool();
    }

    private static String property(BaseMainSupport main, String name) {
        return main.getCamelContext().resolvePropertyPlaceholders("{{" + name + "}}");
    }
}
