package io.github.camelucwa.channel;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelucwa.model.Event;
import io.github.camelucwa.model.Invitation;

/**
 * The invitations that were last seen unfinished, each with its last event. No list of them can be asked of the server
 * (protocol §7.7), so this is what tells, after a gap in the channel, whose fate nobody has told. Safe for any
 * thread.
 */
final class OpenInvitations {

    private final Map<String, ReceivedEvent> byTarget = new LinkedHashMap<>();

    /** Notes what an event tells about its invitation. */
    synchronized void note(ReceivedEvent received) {
        Event event = received.event();
        if (!event.isInvitation()) {
            return;
        }
        String key = key(received);
        if (isEnd(event)) {
            byTarget.remove(key);
            return;
        }
        ReceivedEvent known = byTarget.remove(key);
        // a link-only event must not make us forget what an earlier one told
        byTarget.put(key, event.resource() == null && known != null ? withResourceOf(received, known) : received);
    }

    synchronized void replaceAll(Collection<ReceivedEvent> events) {
        byTarget.clear();
        events.forEach(e -> byTarget.put(key(e), e));
    }

    synchronized List<ReceivedEvent> all() {
        return List.copyOf(byTarget.values());
    }

    synchronized int size() {
        return byTarget.size();
    }

    private static boolean isEnd(Event event) {
        return event.isCompleted() || "deleted".equals(event.type()) || ReceivedEvent.LOST.equals(event.type())
                || event.resource() != null && Invitation.of(event.resource()).isFinal();
    }

    private static ReceivedEvent withResourceOf(ReceivedEvent later, ReceivedEvent earlier) {
        Event e = later.event();
        return new ReceivedEvent(later.id(), new Event(e.type(), e.link(), e.in(), earlier.event().resource(), e.status(),
                e.reason(), e.senderRel(), e.senderHref()), later.base(), later.receivedAt(), later.replayed());
    }

    /** What an invitation is told apart by. */
    static String key(ReceivedEvent received) {
        return received.target().map(Object::toString).orElse(received.event().link().href());
    }
}
