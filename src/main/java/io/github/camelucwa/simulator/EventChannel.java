package io.github.camelucwa.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The event channel of one application (protocol section 6). Package <em>n</em> is what the P-GET with {@code ack=n} brings; asking
 * for <em>n+1</em> acknowledges it, and only then are its events dropped.
 */
final class EventChannel {

    private record Held(CompletableFuture<Answer> answer, int priority, int ack, Future<?> timeout) {
    }

    private final World world;
    private final String href;
    private final Consumer<ObjectNode> delivered;
    private final Deque<ChannelEvent> pending = new ArrayDeque<>();
    private PollParameters parameters = PollParameters.STANDARD;
    private int current = 1;
    private ObjectNode unacknowledged;
    private Held held;
    private Future<?> flush;
    private long flushAt;
    private boolean resume;
    private Answer end;

    /**
     * @param href      path of the channel without query
     * @param delivered told about every package that goes out
     */
    EventChannel(World world, String href, Consumer<ObjectNode> delivered) {
        this.world = world;
        this.href = href;
        this.delivered = delivered;
    }

    /** Where to go on: the package that is not acknowledged yet. */
    synchronized String link() {
        return link(current);
    }

    synchronized boolean isHeld() {
        return held != null;
    }

    /** How many events wait for a P-GET, not counting those delivered and not acknowledged. */
    synchronized int waiting() {
        return pending.size();
    }

    synchronized CompletableFuture<Answer> poll(Map<String, String> query) {
        if (end != null) {
            return CompletableFuture.completedFuture(end);
        }
        int ack = PollParameters.ack(query);
        int priority = PollParameters.priority(query);
        PollParameters wanted = parameters.changedBy(query);
        if (unacknowledged != null && ack == current + 1) {
            unacknowledged = null;
            current = ack;
        }
        if (ack != current) {
            return CompletableFuture.completedFuture(answer(resync(ack)));
        }
        parameters = wanted;
        if (unacknowledged != null) {
            return CompletableFuture.completedFuture(answer(unacknowledged));
        }
        if (held != null) {
            if (priority < held.priority()) {
                return CompletableFuture.completedFuture(replaced());
            }
            release(replaced());
        }
        CompletableFuture<Answer> future = new CompletableFuture<>();
        Future<?> timeout = world.after(parameters.timeout(), () -> timeOut(future));
        held = new Held(future, priority, ack, timeout);
        if (resume || !pending.isEmpty() && flush == null) {
            deliver();
        }
        return future;
    }

    /** Events that happen together are delivered together. */
    synchronized void post(List<ChannelEvent> events) {
        if (end != null) {
            return;
        }
        boolean urgent = false;
        for (ChannelEvent event : events) {
            if (world.behaviour().bundling()) {
                bundle(event);
            }
            pending.add(event);
            switch (event.urgency()) {
                case HIGH -> urgent = true;
                case MEDIUM -> flushWithin(parameters.medium());
                default -> flushWithin(parameters.low());
            }
        }
        if (urgent) {
            flushNow();
        }
    }

    /** Takes back an event that nobody has fetched. @return false when it is on its way */
    synchronized boolean takeBack(ChannelEvent event) {
        return pending.remove(event);
    }

    /** Answers the held P-GET, if any, with something else; nothing is acknowledged or lost. */
    synchronized boolean interrupt(Answer answer) {
        if (held == null) {
            return false;
        }
        release(answer);
        return true;
    }

    /** All events not acknowledged are lost, so that the client's ack does not fit any more. */
    synchronized void loseEvents() {
        pending.clear();
        unacknowledged = null;
        current += 5;
        if (held != null) {
            release(answer(resync(held.ack())));
        }
    }

    /** After long silence: waiting events are dropped, the parameters forgotten, and the next answer carries {@code resume}. */
    synchronized void resumeNext() {
        pending.clear();
        unacknowledged = null;
        parameters = PollParameters.STANDARD;
        resume = true;
        if (held != null) {
            deliver();
        }
    }

    /** The end: the held and every later P-GET gets this answer. */
    synchronized void end(Answer answer) {
        end = answer;
        pending.clear();
        interrupt(answer);
    }

    private synchronized void timeOut(CompletableFuture<Answer> future) {
        if (held != null && held.answer() == future) {
            deliver();
        }
    }

    private void flushWithin(Duration serverTime) {
        long at = System.nanoTime() + world.time().compressed(serverTime).toNanos();
        if (flush == null || at - flushAt < 0) {
            cancelFlush();
            flushAt = at;
            flush = world.after(serverTime, this::flushNow);
        }
    }

    private synchronized void flushNow() {
        cancelFlush();
        if (held != null && !pending.isEmpty()) {
            deliver();
        }
    }

    private void cancelFlush() {
        if (flush != null) {
            flush.cancel(false);
            flush = null;
        }
    }

    private void bundle(ChannelEvent event) {
        pending.removeIf(waiting -> waiting.target().equals(event.target()) && !waiting.type().equals("completed"));
    }

    private void deliver() {
        cancelFlush();
        List<ChannelEvent> events = new ArrayList<>(pending);
        pending.clear();
        unacknowledged = pack(events);
        delivered.accept(unacknowledged);
        release(answer(unacknowledged));
    }

    private void release(Answer answer) {
        Held released = held;
        held = null;
        released.timeout().cancel(false);
        released.answer().complete(answer);
    }

    /** Events of one sender that follow each other share a block; the order across senders is kept, so a sender may come again. */
    private ObjectNode pack(List<ChannelEvent> events) {
        Resource links = Resource.anonymous().link("self", link(current)).link(resume ? "resume" : "next", link(current + 1));
        resume = false;
        ObjectNode tree = links.tree();
        ArrayNode senders = JsonNodeFactory.instance.arrayNode();
        ArrayNode block = null;
        String last = null;
        for (ChannelEvent event : events) {
            if (!event.senderHref().equals(last)) {
                ObjectNode sender = senders.addObject().put("rel", event.senderRel()).put("href", event.senderHref());
                block = sender.putArray("events");
                last = event.senderHref();
            }
            block.add(event.node());
        }
        if (!senders.isEmpty()) {
            tree.set("sender", senders);
        }
        return tree;
    }

    private ObjectNode resync(int asked) {
        return Resource.anonymous().link("self", link(asked)).link("resync", link(current)).tree();
    }

    private String link(int ack) {
        return href + "?ack=" + ack;
    }

    private static Answer answer(ObjectNode tree) {
        return Answer.tree(200, Answer.Shape.EVENTS, tree);
    }

    private static Answer replaced() {
        return UcwaError.conflict("PGetReplaced", "Another request replaced this one.");
    }
}
