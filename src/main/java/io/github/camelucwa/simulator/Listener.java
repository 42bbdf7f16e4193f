package io.github.camelucwa.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listening socket: turns HTTP exchanges into {@link Request}s, lets faults disturb them and writes the answers. A held request
 * occupies no thread.
 */
final class Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    static {
        setDefault("sun.net.httpserver.nodelay", "true");
        // a client's idle connection must not be closed under its next request, nor one of hundreds be refused
        setDefault("sun.net.httpserver.idleInterval", "600");
        setDefault("sun.net.httpserver.maxIdleConnections", "20000");
    }

    private final BiFunction<String, String, Router.Target> router;
    private final RequestLog log;
    private final Faults faults;
    private final AnswerWriter writer;
    private final SSLContext tls;
    private HttpServer server;
    private ExecutorService workers;
    private int port;

    /**
     * @param router finds what a method and a decoded path lead to
     * @param tls    null for plain HTTP
     */
    Listener(BiFunction<String, String, Router.Target> router, RequestLog log, Faults faults, AnswerWriter writer, SSLContext tls) {
        this.router = router;
        this.log = log;
        this.faults = faults;
        this.writer = writer;
        this.tls = tls;
    }

    /** @param wanted port, 0 for any free one; a restart takes the port it had */
    void start(String address, int wanted) throws IOException {
        InetSocketAddress socket = new InetSocketAddress(address, port == 0 ? wanted : port);
        if (tls == null) {
            server = HttpServer.create(socket, 1024);
        } else {
            HttpsServer https = HttpsServer.create(socket, 1024);
            https.setHttpsConfigurator(new HttpsConfigurator(tls));
            server = https;
        }
        workers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "ucwa-simulator");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
        port = server.getAddress().getPort();
    }

    /** Closes the socket and all connections, held ones too. */
    void stop() {
        if (server != null) {
            server.stop(0);
            workers.shutdownNow();
            server = null;
        }
    }

    int port() {
        return port;
    }

    String scheme() {
        return tls == null ? "http" : "https";
    }

    private void handle(HttpExchange exchange) throws IOException {
        Request request;
        Router.Target target;
        try {
            String path = URLDecoder.decode(exchange.getRequestURI().getRawPath().replace("+", "%2B"), StandardCharsets.UTF_8);
            target = router.apply(exchange.getRequestMethod(), path);
            request = request(exchange, target, path);
        } catch (IllegalArgumentException e) {
            writer.write(exchange, null, Answer.html(400, "Bad Request"), null);
            return;
        }
        if (request.kind() == RequestKind.CONTROL) {
            finish(exchange, null, null, answer(target, request), request);
            return;
        }
        RecordedRequest recorded = log.add(request);
        LOG.debug("{} {} {}", request.kind(), request.method(), request.path());
        Fault fault = faults.take(recorded);
        CompletableFuture<Answer> answer;
        if (fault == null) {
            answer = answer(target, request);
        } else {
            switch (fault.effect()) {
                case CUT -> {
                    recorded.answered(RecordedRequest.CUT);
                    exchange.close();
                    return;
                }
                case SILENCE -> {
                    return;
                }
                case ANSWER, ENDLESS -> answer = CompletableFuture.completedFuture(fault.answer());
                case DELAY -> {
                    Executor later = CompletableFuture.delayedExecutor(fault.duration().toMillis(), TimeUnit.MILLISECONDS, workers);
                    answer = CompletableFuture.supplyAsync(() -> answer(target, request), later).thenCompose(done -> done);
                }
                default -> answer = answer(target, request);
            }
        }
        finish(exchange, recorded, fault, answer, request);
    }

    private void finish(HttpExchange exchange, RecordedRequest recorded, Fault fault, CompletableFuture<Answer> answer, Request request) {
        if (answer.isDone()) {
            write(exchange, recorded, fault, answer.join(), request);
        } else {
            ExecutorService executor = workers;
            answer.thenAccept(done -> {
                if (!executor.isShutdown()) {
                    executor.execute(() -> write(exchange, recorded, fault, done, request));
                }
            });
        }
    }

    private void write(HttpExchange exchange, RecordedRequest recorded, Fault onArrival, Answer answer, Request request) {
        boolean spoilable = recorded != null && onArrival == null && answer.status() != RecordedRequest.CUT;
        writer.write(exchange, recorded, answer, spoilable ? faults.take(recorded, answer) : onArrival, request);
    }

    private static CompletableFuture<Answer> answer(Router.Target target, Request request) {
        try {
            return target.handler().handle(request);
        } catch (Refusal refusal) {
            return CompletableFuture.completedFuture(refusal.answer());
        } catch (RuntimeException e) {
            LOG.error("The simulator failed at {} {}", request.method(), request.path(), e);
            return CompletableFuture.completedFuture(UcwaError.of(500, "ServiceFailure", "None", "Your request couldn't be completed."));
        }
    }

    private Request request(HttpExchange exchange, Router.Target target, String path) throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        String host = exchange.getRequestHeaders().getFirst("Host");
        String origin = scheme() + "://" + (host == null ? "localhost:" + port : host.toLowerCase(Locale.ROOT));
        return new Request(target.kind(), exchange.getRequestMethod(), origin, path, exchange.getRequestURI().getRawQuery(),
                target.variables(), Map.copyOf(headers), exchange.getRequestBody().readAllBytes(), exchange.getRemoteAddress().toString());
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
