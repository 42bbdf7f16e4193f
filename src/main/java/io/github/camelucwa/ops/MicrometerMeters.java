package io.github.camelucwa.ops;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelucwa.account.Account;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.apache.camel.CamelContext;

/** Meters {@code camel.ucwa.*} in Micrometer, tagged with the account. The only class that knows Micrometer. */
final class MicrometerMeters implements AccountMeters {

    private static final String PREFIX = "camel.ucwa.";
    /** The name under which camel-micrometer keeps its registry. */
    private static final String CAMEL_REGISTRY = "metricsRegistry";

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> meters = new CopyOnWriteArrayList<>();
    private final Timer poll;
    private final Timer delivery;
    private final Counter exchanges;
    private final Counter failures;

    private MicrometerMeters(MeterRegistry registry, String account) {
        this.registry = registry;
        this.tags = Tags.of("account", account);
        this.poll = kept(Timer.builder(PREFIX + "poll").description("Time from sending a P-GET to its answer").tags(tags)
                .register(registry));
        this.delivery = kept(Timer.builder(PREFIX + "delivery")
                .description("Time from the arrival of a package of events to the end of an exchange").tags(tags)
                .register(registry));
        this.exchanges = kept(Counter.builder(PREFIX + "exchanges").description("Exchanges that ended").tags(tags)
                .register(registry));
        this.failures = kept(Counter.builder(PREFIX + "exchanges.failed").description("Exchanges that failed").tags(tags)
                .register(registry));
    }

    /** @return null when the context has no meter registry */
    static AccountMeters of(CamelContext context, String account) {
        MeterRegistry registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (registry == null) {
            registry = context.getRegistry().lookupByNameAndType(CAMEL_REGISTRY, MeterRegistry.class);
        }
        return registry == null ? null : new MicrometerMeters(registry, account);
    }

    @Override
    public void bind(Account account) {
        kept(FunctionCounter.builder(PREFIX + "reconnects", account, a -> a.status().reconnects())
                .description("How often a failure interrupted the channel").tags(tags).register(registry));
        kept(FunctionCounter.builder(PREFIX + "tokens", account, Account::tokensFetched)
                .description("Tokens fetched").tags(tags).register(registry));
        kept(Gauge.builder(PREFIX + "journal.pending", account, Account::pendingJournalEvents)
                .description("Events in the journal that routes are not done with").tags(tags).register(registry));
        kept(Gauge.builder(PREFIX + "events.pending", account, a -> a.status().pendingEvents())
                .description("Events that routes are not done with").tags(tags).register(registry));
    }

    @Override
    public void event(String kind, String type) {
        // registering again gives back the same counter
        kept(Counter.builder(PREFIX + "events").description("Events received").tags(tags).tag("kind", kind).tag("type", type)
                .register(registry)).increment();
    }

    @Override
    public void polled(Duration held) {
        poll.record(held);
    }

    @Override
    public void exchange(boolean failed, Duration lag) {
        exchanges.increment();
        if (failed) {
            failures.increment();
        }
        delivery.record(lag);
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
        meters.clear();
    }

    private <M extends Meter> M kept(M meter) {
        if (!meters.contains(meter)) {
            meters.add(meter);
        }
        return meter;
    }
}
