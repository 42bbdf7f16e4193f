package io.github.camelucwa;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Starts and kills {@link EventChild}ren, and reads what they noted. */
final class ChildProcesses implements AutoCloseable {

    private final String discoveryUrl;
    private final Path directory;
    private final List<Process> running = new ArrayList<>();

    /** One line of what the children were given. */
    record Delivery(String by, String id, String type, String href) {

        String event() {
            return type + ' ' + href.replaceFirst("^http://[^/]*", "");
        }
    }

    ChildProcesses(String discoveryUrl, Path directory) {
        this.discoveryUrl = discoveryUrl;
        this.directory = directory;
    }

    Process start(String name, String kind) throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx128m", "-cp",
                System.getProperty("java.class.path"), EventChild.class.getName(), discoveryUrl, directory.toString(), name, kind)
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve(name + ".log").toFile()))
                .start();
        running.add(process);
        return process;
    }

    /** SIGKILL. */
    void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        running.remove(process);
    }

    List<Delivery> deliveries() throws IOException {
        Path file = directory.resolve("deliveries");
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream().map(l -> l.split(" ")).filter(p -> p.length == 4)
                .map(p -> new Delivery(p[0], p[1], p[2], p[3])).toList();
    }

    /** None missing; seen twice only under one id; and behind an idempotent consumer exactly once. */
    void verify(Set<String> sent) throws IOException {
        List<Delivery> deliveries = deliveries();
        Map<String, Set<String>> idsOf = new HashMap<>();
        deliveries.forEach(d -> idsOf.computeIfAbsent(d.event(), e -> new HashSet<>()).add(d.id()));
        assertThat(idsOf.keySet()).isEqualTo(sent);
        assertThat(idsOf.values()).allMatch(ids -> ids.size() == 1);
        assertThat(deliveries.stream().map(Delivery::id).distinct()).hasSize(sent.size());
        List<String> effects = Files.readAllLines(directory.resolve("effects"));
        assertThat(effects).doesNotHaveDuplicates().hasSize(sent.size());
    }

    @Override
    public void close() {
        running.forEach(Process::destroyForcibly);
    }
}
