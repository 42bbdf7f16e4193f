package io.github.camelucwa.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.camelucwa.model.Event;
import io.github.camelucwa.model.EventPackage;
import io.github.camelucwa.model.Link;

/** The answer of the event channel in its JSON shape (protocol §6.2). */
final class EventsShape {

    private EventsShape() {
    }

    static Map<String, Object> toMap(EventPackage events) {
        Map<String, Object> links = new LinkedHashMap<>();
        putLink(links, "self", events.self());
        putLink(links, "next", events.next());
        putLink(links, "resume", events.resume());
        putLink(links, "resync", events.resync());
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("_links", links);
        if (!events.events().isEmpty()) {
            map.put("sender", runs(events.events()).stream().map(EventsShape::sender).toList());
        }
        return map;
    }

    /** Neighbours of one sender together; the order over senders is that of the events, so a sender may come again. */
    static List<List<Event>> runs(List<Event> events) {
        List<List<Event>> runs = new ArrayList<>();
        Event previous = null;
        for (Event event : events) {
            if (previous == null || !sameSender(previous, event)) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(event);
            previous = event;
        }
        return runs;
    }

    private static boolean sameSender(Event one, Event other) {
        return Objects.equals(one.senderRel(), other.senderRel()) && Objects.equals(one.senderHref(), other.senderHref());
    }

    private static Map<String, Object> sender(List<Event> run) {
        Map<String, Object> sender = new LinkedHashMap<>();
        put(sender, "rel", run.get(0).senderRel());
        put(sender, "href", run.get(0).senderHref());
        sender.put("events", run.stream().map(EventsShape::event).toList());
        return sender;
    }

    private static Map<String, Object> event(Event event) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("link", link(event.link()));
        if (event.in() != null) {
            map.put("in", link(event.in()));
        }
        put(map, "status", event.status());
        if (event.resource() != null) {
            map.put("_embedded", Map.of(event.link().rel(), event.resource().toMap()));
        }
        if (event.reason() != null) {
            map.put("reason", Reasons.toMap(event.reason()));
        }
        map.put("type", event.type());
        return map;
    }

    static Map<String, Object> link(Link link) {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "rel", link.rel());
        put(map, "href", link.href());
        put(map, "title", link.title());
        put(map, "revision", link.revision());
        return map;
    }

    private static void putLink(Map<String, Object> links, String rel, String href) {
        if (href != null) {
            links.put(rel, Map.of("href", href));
        }
    }

    private static void put(Map<String, Object> map, String name, String value) {
        if (value != null) {
            map.put(name, value);
        }
    }
}
