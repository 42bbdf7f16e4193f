package io.github.camelucwa.bench;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelucwa.UcwaComponent;
import io.github.camelucwa.UcwaConfiguration;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Events per second from the server's answer into a route, compared with a plain loop over the same HTTP client that only
 * parses. Run with {@code mvn test-compile exec:exec@benchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class DeliveryBenchmark {

    private static final int EVENTS = 1000;

    /** Events in a package. */
    @Param({ "1", "10", "100" })
    public int packageSize;

    private EventSource source;

    @Setup(Level.Trial)
    public void open() throws Exception {
        source = new EventSource(packageSize);
    }

    @TearDown(Level.Trial)
    public void close() {
        source.close();
    }

    /** The route of a user. */
    @State(Scope.Benchmark)
    public static class Route {

        private final Semaphore received = new Semaphore(0);
        private DefaultCamelContext context;

        @Setup(Level.Trial)
        public void open(DeliveryBenchmark benchmark) throws Exception {
            context = new DefaultCamelContext();
            context.getCamelContextExtension().setName("benchmark");
            context.disableJMX();
            UcwaConfiguration options = context.getComponent("ucwa", UcwaComponent.class).getConfiguration();
            options.setDiscoveryUrl(benchmark.source.origin());
            options.setAllowInsecure(true);
            options.setAccessToken("token");
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("ucwa:participantInvitation").process(exchange -> received.release());
                }
            });
            context.start();
        }

        @TearDown(Level.Trial)
        public void close() {
            context.stop();
        }
    }

    /** The plain loop: get, parse, next. */
    @State(Scope.Benchmark)
    public static class Loop {

        private final ObjectMapper mapper = new ObjectMapper();
        private CloseableHttpClient client;
        private String origin;
        private String next = "/applications/1/events?ack=1";

        @Setup(Level.Trial)
        public void open(DeliveryBenchmark benchmark) {
            client = HttpClients.createDefault();
            origin = benchmark.source.origin();
        }

        @TearDown(Level.Trial)
        public void close() throws Exception {
            client.close();
        }

        int poll() throws Exception {
            HttpGet get = new HttpGet(origin + next);
            byte[] body = client.execute(get, response -> EntityUtils.toByteArray(response.getEntity()));
            JsonNode answer = mapper.readTree(body);
            next = answer.path("_links").path("next").path("href").asText();
            int events = 0;
            for (JsonNode sender : answer.path("sender")) {
                events += sender.path("events").size();
            }
            return events;
        }
    }

    /** Events of a route, exchange and acknowledgement included. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void route(Route route) throws InterruptedException {
        route.received.acquire(EVENTS);
    }

    /** Events of the plain loop, counted only. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public int plainLoop(Loop loop) throws Exception {
        int events = 0;
        while (events < EVENTS) {
            events += loop.poll();
        }
        return events;
    }

    /** Runs this benchmark. */
    public static void main(String[] arguments) throws Exception {
        new Runner(new OptionsBuilder().include(DeliveryBenchmark.class.getName()).build()).run();
    }
}
