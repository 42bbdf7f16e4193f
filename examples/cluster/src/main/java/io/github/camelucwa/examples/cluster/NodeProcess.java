package io.github.camelucwa.examples.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A {@link Node} in a JVM of its own, whose output is read. */
final class NodeProcess implements AutoCloseable {

    private final String name;
    private final Process process;
    private final Thread reader;

    private NodeProcess(String name, Process process, Thread reader) {
        this.name = name;
        this.process = process;
        this.reader = reader;
    }

    /**
     * Starts one.
     *
     * @param properties what the node is told by {@code -D}
     * @param lines      gets each line it prints
     */
    static NodeProcess start(String name, Map<String, String> properties, Consumer<String> lines) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-Dnode=" + name);
        command.add("-classpath");
        command.add(System.getProperty("java.class.path"));
        command.add(Node.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread reader = new Thread(() -> read(process, lines), "output of " + name);
        reader.setDaemon(true);
        reader.start();
        return new NodeProcess(name, process, reader);
    }

    private static void read(Process process, Consumer<String> lines) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException ended) {
            // a killed process takes its output with it
        }
    }

    String name() {
        return name;
    }

    /** Ends it as a power failure would. */
    void kill() {
        process.destroyForcibly();
    }

    /** Ends it in order. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            reader.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
