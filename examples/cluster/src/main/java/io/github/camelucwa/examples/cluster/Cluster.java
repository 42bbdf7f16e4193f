package io.github.camelucwa.examples.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.camelucwa.simulator.SimulatedConversation;
import io.github.camelucwa.simulator.SimulatedTime;
import io.github.camelucwa.simulator.UcwaSimulator;

/**
 * Starts a simulated server and two nodes, invites somebody every half second, kills the leader in the middle without warning, and
 * counts what arrived: every invitation's end, each once.
 */
public final class Cluster {

    private static final String DESK = "sip:helpdesk@fabrikam.example";
    private static final String PASSWORD = "only-for-the-simulator";
    private static final int INVITATIONS = 24;
    private static final int KILL_AFTER = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Set<String> invited = ConcurrentHashMap.newKeySet();
    /** Event id of each invitation's end, by its path. */
    private final Map<String, String> ended = new ConcurrentHashMap<>();
    private final Set<String> repeated = ConcurrentHashMap.newKeySet();
    private final CountDownLatch enough = new CountDownLatch(KILL_AFTER);
    private final CountDownLatch all = new CountDownLatch(INVITATIONS);
    private volatile String leader;

    private Cluster() {
    }

    public static void main(String[] args) throws Exception {
        boolean complete = new Cluster().run();
        System.out.println(complete
                ? "cluster nothing was lost. How to go on: docs/scaling.md"
                : "cluster EVENTS ARE MISSING");
        System.exit(complete ? 0 : 1);
    }

    private boolean run() throws Exception {
        Path directory = Files.createTempDirectory("ucwa-cluster");
        ScheduledExecutorService people = Executors.newSingleThreadScheduledExecutor();
        try (UcwaSimulator server = UcwaSimulator.create().http().user(DESK, PASSWORD).time(SimulatedTime.scaled(10)).start()) {
            Map<String, String> properties = Map.of("ucwa.sipAddress", DESK, "ucwa.password", PASSWORD,
                    "ucwa.discoveryUrl", server.discoveryUrl(), "ucwa.allowInsecure", "true",
                    "cluster.directory", directory.toString());
            try (NodeProcess one = start("node-1", properties); NodeProcess other = start("node-2", properties)) {
                server.account(DESK).awaitApplication(PATIENCE);
                SimulatedConversation desk = server.account(DESK).startConversation("Incident 4711");
                people.scheduleAtFixedRate(() -> invite(desk), 500, 500, TimeUnit.MILLISECONDS);
                if (!enough.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    return false;
                }
                NodeProcess leading = Stream.of(one, other).filter(n -> n.name().equals(leader)).findFirst().orElseThrow();
                System.out.println("cluster " + leading.name() + " leads, and is killed now");
                leading.kill();
                all.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                System.out.println("cluster " + leader + " led at the end");
            }
        } finally {
            people.shutdownNow();
            delete(directory);
        }
        System.out.println("cluster " + INVITATIONS + " invited, " + ended.size() + " ends received, " + repeated.size()
                + " of them twice with the same event id");
        return ended.keySet().containsAll(invited);
    }

    private NodeProcess start(String name, Map<String, String> properties) throws IOException {
        return NodeProcess.start(name, properties, line -> read(name, line));
    }

    private void invite(SimulatedConversation desk) {
        if (invited.size() < INVITATIONS) {
            invited.add(desk.invite("sip:colleague" + invited.size() + "@fabrikam.example").href());
        }
    }

    private void read(String node, String line) {
        System.out.println(node + " | " + line);
        List<String> words = List.of(line.trim().split("\\s+"));
        if (words.size() != 4 || !"event".equals(words.get(0))) {
            return;
        }
        leader = node;
        String path = java.net.URI.create(words.get(3)).getPath();
        String before = ended.put(path, words.get(1));
        if (before != null) {
            repeated.add(path);
            return;
        }
        enough.countDown();
        all.countDown();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
