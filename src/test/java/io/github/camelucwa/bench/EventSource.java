package io.github.camelucwa.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Answers each P-GET at once with a package of events: as fast as a client can ask. */
final class EventSource implements AutoCloseable {

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String events;

    EventSource(int eventsPerPackage) throws IOException {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < eventsPerPackage; i++) {
            list.append(i == 0 ? "" : ",").append(event(i));
        }
        events = list.toString();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        String body = switch (path) {
            case "/" -> "{\"_links\":{\"user\":{\"href\":\"/user\"}}}";
            case "/user" -> "{\"_links\":{\"applications\":{\"href\":\"/applications\"}}}";
            case "/applications" -> "{\"rel\":\"application\",\"_links\":{\"self\":{\"href\":\"/applications/1\"},"
                    + "\"events\":{\"href\":\"/applications/1/events?ack=1\"}}}";
            default -> eventPackage(exchange.getRequestURI().getQuery());
        };
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders("POST".equals(exchange.getRequestMethod()) ? 201 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String eventPackage(String query) {
        long ack = Long.parseLong(query.replaceFirst("^.*?ack=(\\d+).*$", "$1"));
        return "{\"_links\":{\"self\":{\"href\":\"/applications/1/events?ack=" + ack
                + "\"},\"next\":{\"href\":\"/applications/1/events?ack=" + (ack + 1)
                + "\"}},\"sender\":[{\"rel\":\"communication\",\"href\":\"/applications/1/communication\",\"events\":[" + events + "]}]}";
    }

    private static String event(int i) {
        String href = "/applications/1/communication/participantInvitations/" + i;
        return "{\"link\":{\"rel\":\"participantInvitation\",\"href\":\"" + href + "\"},\"type\":\"completed\",\"status\":\"Success\","
                + "\"_embedded\":{\"participantInvitation\":{\"rel\":\"participantInvitation\",\"direction\":\"Outgoing\","
                + "\"importance\":\"Normal\",\"state\":\"Connected\",\"operationId\":\"op-" + i + "\",\"threadId\":\"AdLxExample==\","
                + "\"subject\":\"Incident 4711\",\"_links\":{\"self\":{\"href\":\"" + href + "\"},"
                + "\"conversation\":{\"href\":\"/applications/1/communication/conversations/5\"},"
                + "\"to\":{\"href\":\"/applications/1/people/alice\"}}}}}";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(5, java.util.concurrent.TimeUnit.SECONDS)) {
                throw new UncheckedIOException(new IOException("The event source did not end"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
