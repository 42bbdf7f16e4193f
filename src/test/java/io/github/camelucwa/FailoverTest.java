package io.github.camelucwa;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedApplication;
import io.github.camelucwa.simulator.SimulatedConversation;
import io.github.camelucwa.simulator.SimulatedInvitation;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two programs with one journal are one consumer: whoever leads polls, and when it is killed the other goes on. */
class FailoverTest extends ChannelTestSupport {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final Set<String> sent = new HashSet<>();
    private SimulatedConversation desk;

    @Test
    void underAClusteredRoutePolicyTheOtherGoesOn() throws Exception {
        failOver("policy");
    }

    @Test
    @EnabledIf("isMasterThere")
    void underTheMasterComponentTheOtherGoesOn() throws Exception {
        failOver("master");
    }

    /** There is no camel-master of Camel 4.22.0. */
    static boolean isMasterThere() throws IOException {
        try (DefaultCamelContext probe = new DefaultCamelContext()) {
            return probe.hasComponent("master") != null || probe.getComponent("master", true) != null;
        }
    }

    private void failOver(String kind) throws Exception {
        try (ChildProcesses children = new ChildProcesses(server.discoveryUrl(), directory)) {
            Map<String, Process> nodes = new HashMap<>();
            for (String name : List.of("one", "two")) {
                nodes.put(name, children.start(name, kind));
            }
            SimulatedApplication application = account().awaitApplication(LONG);
            desk = application.startConversation("Incident 4711");
            invite(40);
            String first = awaitAll(children);
            invite(20);
            children.kill(nodes.get(first));
            invite(20);
            String second = awaitAll(children);
            assertThat(second).isNotEqualTo(first);
            // the first comes back as stand-by, and the second leaves in good order
            children.start(first, kind);
            invite(10);
            nodes.get(second).destroy();
            invite(10);
            assertThat(awaitAll(children)).isEqualTo(first);
            children.verify(sent);
            assertThat(account().applications()).containsExactly(application);
            assertThat(server.requests().of(RequestKind.DELETE_APPLICATION)).isEmpty();
        }
    }

    /** Waits until each event has come, and tells whom the last came to. */
    private String awaitAll(ChildProcesses children) {
        await().atMost(LONG).until(() -> children.deliveries().stream().map(ChildProcesses.Delivery::event)
                .distinct().count() == sent.size());
        try {
            List<ChildProcesses.Delivery> all = children.deliveries();
            return all.get(all.size() - 1).by();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void invite(int number) {
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
