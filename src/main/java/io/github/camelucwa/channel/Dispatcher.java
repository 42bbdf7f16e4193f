package io.github.camelucwa.channel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelucwa.http.CallFailedException;

/** Hands batches out to the listeners and counts what they are not done with. */
final class Dispatcher {

    private final List<Registration> registrations = new CopyOnWriteArrayList<>();
    private final Runnable progress;

    /** A listener, and how many events it is not done with. */
    private record Registration(EventListener listener, AtomicInteger pending) {
    }

    /** @param progress run whenever a delivery is done with */
    Dispatcher(Runnable progress) {
        this.progress = progress;
    }

    void add(EventListener listener) {
        registrations.add(new Registration(listener, new AtomicInteger()));
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

    /** Events that those who are listening are not done with. */
    int pending() {
        return registrations.stream().mapToInt(r -> r.pending.get()).sum();
    }

    /** Those events that somebody wants. */
    List<ReceivedEvent> wanted(List<ReceivedEvent> events) {
        return events.stream().filter(e -> registrations.stream().anyMatch(r -> r.listener.wants(e))).toList();
    }

    void dispatch(Batch batch) {
        for (ReceivedEvent event : batch.events()) {
            for (Registration registration : registrations) {
                if (registration.listener.wants(event)) {
                    deliver(batch, event, registration);
                }
            }
        }
        batch.closed();
    }

    void trouble(String message, CallFailedException cause) {
        registrations.forEach(r -> r.listener.trouble(message, cause));
    }

    private void deliver(Batch batch, ReceivedEvent event, Registration registration) {
        AtomicBoolean once = new AtomicBoolean();
        batch.opened();
        registration.pending.incrementAndGet();
        registration.listener.deliver(event, () -> {
            if (once.compareAndSet(false, true)) {
                registration.pending.decrementAndGet();
                batch.closed();
                progress.run();
            }
        });
    }
}
