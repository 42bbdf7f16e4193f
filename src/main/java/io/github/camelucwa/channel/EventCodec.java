package io.github.camelucwa.channel;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelucwa.model.Event;
import io.github.camelucwa.model.Link;
import io.github.camelucwa.model.Reason;
import io.github.camelucwa.model.Resource;

/** A received event as a tree of maps and back, for the journal. */
final class EventCodec {

    private EventCodec() {
    }

    static Map<String, Object> toMap(ReceivedEvent received) {
        Event event = received.event();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", received.id());
        map.put("base", received.base().toString());
        map.put("receivedAt", received.receivedAt().toString());
        map.put("type", event.type());
        map.put("link", link(event.link()));
        put(map, "in", event.in() == null ? null : link(event.in()));
        put(map, "status", event.status());
        put(map, "senderRel", event.senderRel());
        put(map, "senderHref", event.senderHref());
        put(map, "reason", event.reason() == null ? null : reason(event.reason()));
        put(map, "resourceRel", event.resource() == null ? null : event.resource().getRel());
        put(map, "resource", event.resource() == null ? null : event.resource().toMap());
        return map;
    }

    @SuppressWarnings("unchecked")
    static ReceivedEvent fromMap(Map<String, Object> map) {
        Map<String, Object> resource = (Map<String, Object>) map.get("resource");
        Event event = new Event(text(map, "type"), link((Map<String, Object>) map.get("link")),
                map.get("in") == null ? null : link((Map<String, Object>) map.get("in")),
                resource == null ? null : Resource.fromMap(text(map, "resourceRel"), resource),
                text(map, "status"), map.get("reason") == null ? null : reason((Map<String, Object>) map.get("reason")),
                text(map, "senderRel"), text(map, "senderHref"));
        return new ReceivedEvent(text(map, "id"), event, URI.create(text(map, "base")),
                Instant.parse(text(map, "receivedAt")), false);
    }

    private static Map<String, Object> link(Link link) {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "rel", link.rel());
        put(map, "href", link.href());
        put(map, "title", link.title());
        put(map, "revision", link.revision());
        return map;
    }

    private static Link link(Map<String, Object> map) {
        return new Link(text(map, "rel"), text(map, "href"), text(map, "title"), text(map, "revision"));
    }

    private static Map<String, Object> reason(Reason reason) {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "code", reason.code());
        put(map, "subcode", reason.subcode());
        put(map, "message", reason.message());
        put(map, "debugInfo", reason.debugInfo());
        put(map, "parameters", reason.parameters().stream().map(p -> {
            Map<String, Object> parameter = new LinkedHashMap<>();
            put(parameter, "name", p.name());
            put(parameter, "reason", p.reason());
            return parameter;
        }).toList());
        return map;
    }

    @SuppressWarnings("unchecked")
    private static Reason reason(Map<String, Object> map) {
        List<Reason.Parameter> parameters = ((List<Map<String, Object>>) map.getOrDefault("parameters", List.of())).stream()
                .map(p -> new Reason.Parameter(text(p, "name"), text(p, "reason"))).toList();
        return new Reason(text(map, "code"), text(map, "subcode"), text(map, "message"),
                (Map<String, Object>) map.getOrDefault("debugInfo", Map.of()), parameters);
    }

    private static void put(Map<String, Object> map, String name, Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    private static String text(Map<String, Object> map, String name) {
        return (String) map.get(name);
    }
}
