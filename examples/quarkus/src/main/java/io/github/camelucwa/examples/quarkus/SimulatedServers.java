package io.github.camelucwa.examples.quarkus;

import java.util.Map;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.camelucwa.simulator.SimulatedTime;
import io.github.camelucwa.simulator.UcwaSimulator;

/** A simulated Skype for Business Server and a mail server in this process. */
final class SimulatedServers {

    static final String BOT = "sip:helpdesk@fabrikam.example";
    private static final String PASSWORD = "only-for-the-simulator";
    private static final String LOOPBACK = "127.0.0.1";

    private static UcwaSimulator ucwa;
    private static GreenMail mail;

    private SimulatedServers() {
    }

    /** Starts both. @return the properties an application needs to use them */
    static Map<String, String> start() {
        ucwa = UcwaSimulator.create().http().user(BOT, PASSWORD).time(SimulatedTime.scaled(10)).start();
        mail = new GreenMail(new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_SMTP));
        mail.start();
        return Map.of(
                "camel.component.ucwa.sip-address", BOT,
                "camel.component.ucwa.password", PASSWORD,
                "camel.component.ucwa.discovery-url", ucwa.discoveryUrl(),
                "camel.component.ucwa.allow-insecure", "true",
                "mail.smtp", LOOPBACK + ":" + mail.getSmtp().getPort());
    }

    static void stop() {
        ucwa.close();
        mail.stop();
    }

    static UcwaSimulator ucwa() {
        return ucwa;
    }

    static GreenMail mail() {
        return mail;
    }
}
