package io.github.camelucwa.channel;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.model.Event;
import io.github.camelucwa.model.Link;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who gets what, and what becomes of events whose listener fails or leaves. */
class DispatcherTest {

    private final AtomicInteger done = new AtomicInteger();
    private final Dispatcher dispatcher = new Dispatcher(1000, () -> { });

    /** Takes everything and keeps it. */
    private static class Keeping implements EventListener {
        private final String name;
        private final List<Delivery> taken = new ArrayList<>();

        Keeping(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean wants(ReceivedEvent event) {
            return true;
        }

        @Override
        public void deliver(Delivery delivery) {
            taken.add(delivery);
        }

        @Override
        public boolean isActive() {
            return true;
        }

        @Override
        public void trouble(String message, CallFailedException cause) {
            throw new IllegalStateException("cannot be told");
        }

        List<String> ids() {
            return taken.stream().map(d -> d.event().id()).toList();
        }
    }

    private Batch batch(String... ids) {
        List<ReceivedEvent> events = new ArrayList<>();
        for (String id : ids) {
            Event event = new Event("started", new Link("participantInvitation", "/" + id, null, null), null, null, null, null,
                    null, null);
            events.add(new ReceivedEvent(id, event, URI.create("http://h/"), Instant.EPOCH, false));
        }
        return new Batch(events, done::incrementAndGet);
    }

    private Batch handOut(String... ids) {
        Batch batch = batch(ids);
        dispatcher.plan(batch).handOut();
        return batch;
    }

    @Test
    void aBatchIsDoneWhenAllListenersAre() {
        Keeping one = new Keeping("one");
        Keeping two = new Keeping("two");
        dispatcher.add(one);
        dispatcher.add(two);
        Batch batch = handOut("a");
        one.taken.get(0).done();
        one.taken.get(0).done();
        assertThat(batch.isDone()).isFalse();
        assertThat(dispatcher.pending()).isEqualTo(1);
        two.taken.get(0).done();
        assertThat(batch.isDone()).isTrue();
        assertThat(done).hasValue(1);
        assertThat(dispatcher.pending()).isZero();
    }

    @Test
    void aBatchNobodyWantsIsDoneAtOnce() {
        assertThat(handOut("a").isDone()).isTrue();
    }

    @Test
    void aListenerThatFailsCostsTheOthersNothing() {
        Keeping failing = new Keeping("failing") {
            @Override
            public boolean wants(ReceivedEvent event) {
                throw new IllegalStateException("filter");
            }

            @Override
            public void deliver(Delivery delivery) {
                throw new IllegalStateException("queue");
            }
        };
        Keeping sound = new Keeping("sound");
        dispatcher.add(failing);
        dispatcher.add(sound);
        Batch batch = handOut("a", "b");
        assertThat(sound.ids()).containsExactly("a", "b");
        assertThat(batch.isDone()).isFalse();
        dispatcher.trouble("told to both", null);
    }

    @Test
    void whatWasPutBackComesFirstAndInOrderWhenOneOfTheSameNameReturns() {
        Keeping before = new Keeping("in");
        dispatcher.add(before);
        Batch first = handOut("a", "b");
        Batch second = handOut("c");
        before.taken.get(0).done();
        // in any order
        before.taken.get(2).putBack();
        before.taken.get(1).putBack();
        dispatcher.remove(before);
        assertThat(first.isDone()).isFalse();
        assertThat(dispatcher.pending()).isZero();
        Keeping stranger = new Keeping("other");
        dispatcher.add(stranger);
        assertThat(stranger.taken).isEmpty();
        Keeping after = new Keeping("in");
        dispatcher.add(after);
        assertThat(after.ids()).containsExactly("b", "c");
        assertThat(after.taken).allMatch(d -> d.event().replayed());
        after.taken.forEach(Delivery::done);
        assertThat(first.isDone()).isTrue();
        assertThat(second.isDone()).isTrue();
    }

    @Test
    void whatIsPutBackTooLateGoesToTheOneWhoReturned() {
        Keeping before = new Keeping("in");
        dispatcher.add(before);
        handOut("a");
        dispatcher.remove(before);
        Keeping after = new Keeping("in");
        dispatcher.add(after);
        before.taken.get(0).putBack();
        assertThat(after.ids()).containsExactly("a");
    }
}
