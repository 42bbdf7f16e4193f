package io.github.camelucwa.examples.fanout;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.camelucwa.simulator.SimulatedConversation;
import io.github.camelucwa.simulator.UcwaSimulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens on the simulated server: a help desk asks one person after the other into the conversation about an incident. */
final class HelpDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("help-desk");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SUBJECT = "Incident 4711: no mail since 9 o'clock";

    private final UcwaSimulator server;
    private final String account;
    private final double pace;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "help-desk");
        thread.setDaemon(true);
        return thread;
    });
    private SimulatedConversation desk;

    /** @param pace how many seconds of the script pass in one second */
    HelpDesk(UcwaSimulator server, String account, double pace) {
        this.server = server;
        this.account = account;
        this.pace = pace;
    }

    /** Lets the script run. @param over told when it is at its end, good or bad */
    void open(Runnable over) {
        server.invite(person("anna")).accepts().after(Duration.ofSeconds(3)).ringing();
        server.invite(person("bob")).declines().after(Duration.ofSeconds(3));
        server.invite(person("carol")).staysSilent();
        server.invite(person("dave")).isUnknown();
        server.invite(person("erin")).accepts().after(Duration.ofSeconds(3));
        clock.execute(() -> {
            try {
                server.account(account).awaitApplication(PATIENCE);
                desk = server.account(account).startConversation(SUBJECT);
            } catch (IllegalStateException e) {
                LOG.error("stays closed: {}", e.getMessage());
                over.run();
                return;
            }
            LOG.info("opens the conversation \"{}\"", SUBJECT);
            at(1, () -> invite("anna"));
            at(5, () -> invite("bob"));
            at(10, () -> invite("carol"));
            at(12, () -> invite("dave"));
            at(18, () -> invite("erin"));
            at(24, () -> {
                LOG.info("has found help and closes");
                desk.end();
            });
            at(25, over);
        });
    }

    /** No more steps. */
    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void invite(String name) {
        LOG.info("invites {}", name);
        desk.invite(person(name));
    }

    private void at(int second, Runnable step) {
        clock.schedule(step, (long) (second * 1000 / pace), TimeUnit.MILLISECONDS);
    }

    private static String person(String name) {
        return "sip:" + name + "@fabrikam.example";
    }
}
