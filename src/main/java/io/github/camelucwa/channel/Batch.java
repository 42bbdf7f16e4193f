package io.github.camelucwa.channel;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Events that became due together: a package of the server, or what the channel itself had to tell. Done when all its
 * deliveries are.
 */
final class Batch {

    private final List<ReceivedEvent> events;
    // one more than the deliveries while they are being handed out, so that a quick one cannot end the batch too soon
    private final AtomicInteger open = new AtomicInteger(1);
    private final Runnable whenDone;
    private volatile boolean done;

    Batch(List<ReceivedEvent> events, Runnable whenDone) {
        this.events = List.copyOf(events);
        this.whenDone = whenDone;
    }

    List<ReceivedEvent> events() {
        return events;
    }

    boolean isDone() {
        return done;
    }

    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        if (open.decrementAndGet() == 0) {
            done = true;
            whenDone.run();
        }
    }
}
