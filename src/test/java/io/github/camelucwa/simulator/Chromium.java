package io.github.camelucwa.simulator;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A headless Chromium with one tab, led by its DevTools protocol. */
final class Chromium implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Path directory;
    private final Process process;
    private final Answers answers = new Answers();
    private final AtomicInteger lastId = new AtomicInteger();
    private WebSocket socket;

    private Chromium(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** For {@code @EnabledIf}. */
    static boolean isInstalled() {
        return program().isPresent();
    }

    static Chromium start() throws IOException {
        Path directory = Files.createTempDirectory("chromium");
        Process process = new ProcessBuilder(program().orElseThrow().toString(), "--headless=new", "--no-sandbox", "--disable-gpu",
                "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--no-proxy-server",
                // nothing but loopback
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
                "--user-data-dir=" + directory, "--remote-debugging-port=0", "about:blank")
                .redirectErrorStream(true).redirectOutput(directory.resolve("output.log").toFile()).start();
        Chromium chromium = new Chromium(directory, process);
        try {
            chromium.connect();
        } catch (RuntimeException | Error e) {
            e.addSuppressed(new IllegalStateException(Files.readString(directory.resolve("output.log"))));
            chromium.close();
            throw e;
        }
        return chromium;
    }

    void open(String url) {
        answers.exceptions.clear();
        JsonNode opened = call("Page.navigate", parameters().put("url", url));
        assertThat(opened.path("errorText").asText()).as(url).isEmpty();
        await().atMost(PATIENCE).until(() -> evaluate("location.href + ' ' + document.readyState").asText().equals(url + " complete"));
    }

    /** The value of an expression of JavaScript in the page. */
    JsonNode evaluate(String expression) {
        JsonNode answer = call("Runtime.evaluate", parameters().put("expression", expression).put("returnByValue", true)
                .put("userGesture", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.at("/result/value");
    }

    /** Clicks the first button of that label as soon as one can be seen and nothing lies above it. */
    void click(String label) {
        String script = """
                (() => {
                  const button = [...document.querySelectorAll('button')].find(one => one.textContent === '%s');
                  if (!button || button.disabled) { return false; }
                  button.scrollIntoView({ block: 'center' });
                  const box = button.getBoundingClientRect();
                  if (document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) !== button) { return false; }
                  button.click();
                  return true;
                })()""".formatted(label);
        // within one evaluation, because the page replaces its buttons when something happens
        await("button " + label).atMost(PATIENCE).until(() -> evaluate(script).asBoolean());
    }

    /** The text that can be read in an element. */
    String text(String selector) {
        return evaluate("document.querySelector('" + selector + "').innerText").asText();
    }

    /** What the page's own script threw since it was opened. */
    List<String> exceptions() {
        return answers.exceptions;
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    private static Optional<Path> program() {
        return Arrays.stream((System.getenv("PATH") + File.pathSeparator + "/usr/bin").split(File.pathSeparator))
                .map(place -> Path.of(place, "chromium"))
                .filter(Files::isExecutable).findFirst();
    }

    private void connect() {
        Path port = directory.resolve("DevToolsActivePort");
        await().atMost(PATIENCE).until(() -> !process.isAlive() || Files.exists(port) && Files.readAllLines(port).size() > 1);
        assertThat(process.isAlive()).as("Chromium runs").isTrue();
        URI tab = await().atMost(PATIENCE).until(() -> tab(port), Optional::isPresent).orElseThrow();
        socket = http.newWebSocketBuilder().buildAsync(tab, answers).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        call("Runtime.enable", parameters());
    }

    private Optional<URI> tab(Path port) throws IOException, InterruptedException {
        URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list");
        String body = http.send(HttpRequest.newBuilder(list).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString()).body();
        for (JsonNode target : TestClient.json(body)) {
            if (target.path("type").asText().equals("page")) {
                return Optional.of(URI.create(target.path("webSocketDebuggerUrl").asText()));
            }
        }
        return Optional.empty();
    }

    private JsonNode call(String method, ObjectNode parameters) {
        int id = lastId.incrementAndGet();
        ObjectNode message = parameters().put("id", id).put("method", method);
        message.set("params", parameters);
        CompletableFuture<JsonNode> answer = answers.expect(id);
        socket.sendText(message.toString(), true).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        JsonNode tree = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        if (tree.has("error")) {
            throw new AssertionError(method + ": " + tree.path("error"));
        }
        return tree.path("result");
    }

    private static ObjectNode parameters() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Puts frames together and hands answers to those who wait for them. */
    private static final class Answers implements WebSocket.Listener {

        private final Map<Integer, CompletableFuture<JsonNode>> expected = new ConcurrentHashMap<>();
        private final List<String> exceptions = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();

        CompletableFuture<JsonNode> expect(int id) {
            return expected.computeIfAbsent(id, key -> new CompletableFuture<>());
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                JsonNode tree = TestClient.json(text.toString());
                text.setLength(0);
                if (tree.has("id")) {
                    expect(tree.path("id").asInt()).complete(tree);
                } else if (tree.path("method").asText().equals("Runtime.exceptionThrown")) {
                    exceptions.add(tree.path("params").toString());
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            expected.values().forEach(answer -> answer.completeExceptionally(error));
        }
    }
}
