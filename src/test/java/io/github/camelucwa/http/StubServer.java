package io.github.camelucwa.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** An HTTP server that answers what a test says and remembers what it was asked. */
public final class StubServer implements AutoCloseable {

    /** Answers one request. */
    @FunctionalInterface
    public interface Script {
        void answer(Got got, HttpExchange exchange) throws IOException;
    }

    /** A request that arrived. */
    public record Got(String method, String path, Headers headers, String body) {

        /** First value of a field, or null. */
        public String header(String name) {
            return headers.getFirst(name);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "stub-server");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Got> requests = new CopyOnWriteArrayList<>();

    /** @param address loopback address to listen on */
    public StubServer(String address, Script script) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            Got got = new Got(exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            requests.add(got);
            try (exchange) {
                script.answer(got, exchange);
            }
        });
        server.start();
    }

    public StubServer(Script script) {
        this("127.0.0.1", script);
    }

    /** A URL of this server. */
    public URI url(String path) {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort()
                + path);
    }

    /** All requests so far. */
    public List<Got> requests() {
        return requests;
    }

    /** Writes a whole answer. */
    public static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (type != null) {
            exchange.getResponseHeaders().set("Content-Type", type);
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Writes JSON. */
    public static void json(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, status, "application/json", body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
