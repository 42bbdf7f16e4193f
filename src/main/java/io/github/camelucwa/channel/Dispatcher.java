package io.github.camelucwa.channel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelucwa.http.CallFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands batches out to the listeners, counts what they are not done with, and keeps what they put back until they return.
 */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(EventChannel.class);

    private final List<Registration> registrations = new CopyOnWriteArrayList<>();
    private final int room;
    private final Runnable roomAgain;
    private final AtomicInteger underWay = new AtomicInteger();
    // guarded by this: what left listeners have not processed, by their names and the order it was handed out in
    private final Map<String, TreeMap<Long, OneDelivery>> putBack = new HashMap<>();
    private long handedOut;

    /** A listener, from being added to being removed. */
    private record Registration(EventListener listener) {

        /** A filter that fails must not cost the event. */
        boolean wants(ReceivedEvent event) {
            try {
                return listener.wants(event);
            } catch (RuntimeException e) {
                LOG.error("A listener could not tell whether it wants {}; it gets it", event, e);
                return true;
            }
        }
    }

    /**
     * @param room      how many events may be under way before the channel waits
     * @param roomAgain run when so many are left that it need not wait any more; not for each event, which would wake the
     *                  channel's thread thousands of times for nothing
     */
    Dispatcher(int room, Runnable roomAgain) {
        this.room = room;
        this.roomAgain = roomAgain;
    }

    /** Adds a listener; what it put back when it left comes first. */
    synchronized void add(EventListener listener) {
        Registration registration = new Registration(listener);
        TreeMap<Long, OneDelivery> again = putBack.remove(listener.name());
        if (again != null) {
            LOG.info("{} events that were put back are delivered again", again.size());
            again.values().forEach(d -> d.again(registration).start());
        }
        registrations.add(registration);
    }

    void remove(EventListener listener) {
        registrations.removeIf(r -> r.listener == listener);
    }

    boolean anyActive() {
        return registrations.stream().anyMatch(r -> r.listener.isActive());
    }

    boolean isEmpty() {
        return registrations.isEmpty();
    }

    /** Events that listeners are not done with. */
    int pending() {
        return underWay.get();
    }

    /** Decides who gets what, once, so that what is stored is what is handed out. */
    synchronized Plan plan(Batch batch) {
        List<OneDelivery> deliveries = new ArrayList<>();
        List<ReceivedEvent> wanted = new ArrayList<>();
        for (ReceivedEvent event : batch.events()) {
            int before = deliveries.size();
            for (Registration registration : registrations) {
                if (registration.wants(event)) {
                    deliveries.add(new OneDelivery(event, batch, registration, handedOut++));
                }
            }
            if (deliveries.size() > before) {
                wanted.add(event);
            }
        }
        return new Plan(batch, deliveries, List.copyOf(wanted));
    }

    /** Tells everybody about trouble. */
    void trouble(String message, CallFailedException cause) {
        for (Registration registration : registrations) {
            try {
                registration.listener.trouble(message, cause);
            } catch (RuntimeException e) {
                LOG.error("A listener could not be told: {}", message, e);
            }
        }
    }

    private synchronized void keep(OneDelivery delivery) {
        String name = delivery.registration.listener.name();
        Registration back = registrations.stream()
                .filter(r -> r != delivery.registration && r.listener.name().equals(name)).findFirst().orElse(null);
        if (back != null) {
            delivery.again(back).start();
        } else {
            putBack.computeIfAbsent(name, n -> new TreeMap<>()).put(delivery.number, delivery);
        }
    }

    /** Who gets what of a batch. */
    final class Plan {

        private final Batch batch;
        private final List<OneDelivery> deliveries;
        private final List<ReceivedEvent> wanted;

        private Plan(Batch batch, List<OneDelivery> deliveries, List<ReceivedEvent> wanted) {
            this.batch = batch;
            this.deliveries = deliveries;
            this.wanted = wanted;
        }

        Batch batch() {
            return batch;
        }

        /** Those events that somebody gets. */
        List<ReceivedEvent> wanted() {
            return wanted;
        }

        void handOut() {
            deliveries.forEach(d -> batch.opened());
            deliveries.forEach(OneDelivery::start);
            batch.closed();
        }
    }

    private final class OneDelivery implements Delivery {

        private final ReceivedEvent event;
        private final Batch batch;
        private final Registration registration;
        private final long number;
        private boolean ended;

        private OneDelivery(ReceivedEvent event, Batch batch, Registration registration, long number) {
            this.event = event;
            this.batch = batch;
            this.registration = registration;
            this.number = number;
        }

        private OneDelivery again(Registration to) {
            return new OneDelivery(event.asReplayed(), batch, to, number);
        }

        private void start() {
            underWay.incrementAndGet();
            try {
                registration.listener.deliver(this);
            } catch (RuntimeException e) {
                LOG.error("A listener did not take {}; it gets it again when it is started again", event, e);
                putBack();
            }
        }

        @Override
        public ReceivedEvent event() {
            return event;
        }

        @Override
        public void done() {
            if (end()) {
                batch.closed();
            }
        }

        @Override
        public void putBack() {
            if (end()) {
                keep(this);
            }
        }

        private boolean end() {
            synchronized (this) {
                if (ended) {
                    return false;
                }
                ended = true;
            }
            int left = underWay.decrementAndGet();
            if (left == room || left == room * Pacing.ROOM_FOR_WAITERS) {
                roomAgain.run();
            }
            return true;
        }
    }
}
