package io.github.camelucwa;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.cluster.ClusteredRoutePolicy;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/** A program of its own that consumes events until it is killed, alone or as one of a cluster. */
final class EventChild {

    static final String ENDPOINT_ID = "crash-test";

    private EventChild() {
    }

    /** Arguments: discovery URL, directory, name, kind (alone, policy or master). */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[1]);
        String kind = args[3];
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().setName(args[2]);
        context.disableJMX();
        UcwaConfiguration options = context.getComponent("ucwa", UcwaComponent.class).getConfiguration();
        options.setSipAddress(UcwaTestSupport.BOT);
        options.setDiscoveryUrl(args[0]);
        options.setPassword(UcwaTestSupport.PASSWORD);
        options.setAllowInsecure(true);
        options.setEndpointId(ENDPOINT_ID);
        options.setReconnectDelay(50);
        options.setReconnectMaxDelay(500);
        options.setJournalFile(directory.resolve("journal").toString());
        if (!kind.equals("alone")) {
            FileLockClusterService cluster = new FileLockClusterService();
            cluster.setRoot(directory.resolve("cluster").toString());
            cluster.setAcquireLockDelay(200);
            cluster.setAcquireLockDelayUnit(TimeUnit.MILLISECONDS);
            cluster.setAcquireLockInterval(200);
            cluster.setAcquireLockIntervalUnit(TimeUnit.MILLISECONDS);
            context.addService(cluster);
        }
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                String uri = "ucwa:participantInvitation";
                Effects effects = new Effects(directory.resolve("effects"));
                if (kind.equals("policy")) {
                    from(uri).routeId("in").routePolicy(ClusteredRoutePolicy.forNamespace("ucwa"))
                            .to("direct:note");
                } else {
                    from(kind.equals("master") ? "master:ucwa:" + uri : uri).routeId("in").to("direct:note");
                }
                from("direct:note").process(e -> append(directory.resolve("deliveries"), args[2] + ' '
                        + e.getMessage().getHeader(UcwaConstants.EVENT_ID) + ' '
                        + e.getMessage().getHeader(UcwaConstants.EVENT_TYPE) + ' '
                        + e.getMessage().getHeader(UcwaConstants.HREF)))
                        .idempotentConsumer(header(UcwaConstants.EVENT_ID), effects).eager(false)
                        .setProperty("done", constant(true));
            }
        });
        context.start();
        Thread.currentThread().join();
    }

    /** One write for one line: a killed process leaves it whole or not at all. */
    private static void append(Path file, String line) throws IOException {
        Files.write(file, (line + '\n').getBytes(StandardCharsets.US_ASCII), StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** As a database would: what was done and that it was done are one write. */
    private static final class Effects extends ServiceSupport implements IdempotentRepository {

        private final Path file;
        private final Set<String> known = ConcurrentHashMap.newKeySet();

        Effects(Path file) {
            this.file = file;
        }

        private void read() {
            try {
                known.addAll(Files.exists(file) ? Files.readAllLines(file) : List.of());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean add(String key) {
            try {
                append(file, key);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return known.add(key);
        }

        @Override
        public boolean contains(String key) {
            // another process of the cluster may have written since
            read();
            return known.contains(key);
        }

        @Override
        public boolean remove(String key) {
            throw new UnsupportedOperationException("nothing is ever undone");
        }

        @Override
        public boolean confirm(String key) {
            return true;
        }

        @Override
        public void clear() {
            known.clear();
        }
    }
}
