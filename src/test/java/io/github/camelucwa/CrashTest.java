package io.github.camelucwa;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedConversation;
import io.github.camelucwa.simulator.SimulatedInvitation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A program with a journal is killed again and again while it processes a thousand events. Killed 20 times, or as often as the
 * system property {@code ucwa.crash.kills} says.
 */
class CrashTest extends ChannelTestSupport {

    private static final int KILLS = Integer.getInteger("ucwa.crash.kills", 20);
    private static final int INVITATIONS = 500;
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final Random random = new Random(4711);
    private final Set<String> sent = new HashSet<>();

    @Test
    void noEventIsLostWheneverTheProcessIsKilled() throws Exception {
        try (ChildProcesses children = new ChildProcesses(server.discoveryUrl(), directory)) {
            Process child = children.start("child", "alone");
            account().awaitApplication(LONG);
            SimulatedConversation desk = account().startConversation("Incident 4711");
            int portion = INVITATIONS / KILLS;
            for (int i = 0; i < KILLS; i++) {
                if (i % 4 == 3) {
                    // whatever it is doing, starting included
                    during(Duration.ofMillis(random.nextInt(1500)));
                    invite(desk, portion);
                } else {
                    await().atMost(LONG).until(() -> account().application().isPolled()
                            || server.requests().count(RequestKind.EVENTS) > 0);
                    invite(desk, portion);
                    during(Duration.ofMillis(random.nextInt(120)));
                }
                children.kill(child);
                server.requests().clear();
                child = children.start("child", "alone");
            }
            invite(desk, INVITATIONS - portion * KILLS);
            await().atMost(LONG).until(() -> children.deliveries().stream().map(ChildProcesses.Delivery::event)
                    .distinct().count() == sent.size());
            during(Duration.ofMillis(500));
            children.kill(child);
            assertThat(sent).hasSize(2 * INVITATIONS);
            children.verify(sent);
        }
    }

    private void invite(SimulatedConversation desk, int number) {
        for (int i = 0; i < number; i++) {
            String somebody = "sip:guest" + sent.size() + "@fabrikam.example";
            server.invite(somebody).staysSilent();
            SimulatedInvitation invitation = desk.invite(somebody);
            invitation.decline();
            sent.add("started " + invitation.href());
            sent.add("completed " + invitation.href());
        }
    }
}
