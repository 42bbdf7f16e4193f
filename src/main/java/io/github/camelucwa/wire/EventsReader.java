package io.github.camelucwa.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.github.camelucwa.model.Event;
import io.github.camelucwa.model.EventPackage;
import io.github.camelucwa.model.Link;
import io.github.camelucwa.model.Resource;

/**
 * The answer of the event channel from its JSON shape (protocol §6.2). Good for one answer. An event that cannot be
 * understood costs a line among the problems, not the others.
 */
final class EventsReader {

    private static final Pattern WORD = Pattern.compile("\\w{1,64}");

    private final List<Event> events = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    EventPackage read(Map<String, Object> body) {
        Resource root = Resource.fromMap(Map.of("_links", Json.map(body.get("_links"))));
        List<?> senders = Json.list(body.get("sender"));
        for (int i = 0; i < senders.size(); i++) {
            readSender(senders.get(i), "sender " + i);
        }
        return new EventPackage(root.getHref(), href(root, "next"), href(root, "resume"), href(root, "resync"), events, problems);
    }

    private void readSender(Object value, String place) {
        if (!(value instanceof Map)) {
            problems.add(place + " is no object");
            return;
        }
        Map<String, Object> sender = Json.map(value);
        List<?> list = Json.list(sender.get("events"));
        for (int i = 0; i < list.size(); i++) {
            readEvent(list.get(i), sender, place + " event " + i);
        }
    }

    private void readEvent(Object value, Map<String, Object> sender, String place) {
        if (!(value instanceof Map)) {
            problems.add(place + " is no object");
            return;
        }
        Map<String, Object> event = Json.map(value);
        String type = Json.text(event.get("type"));
        Resource resource = embedded(event);
        Link link = target(event, resource);
        if (type == null || type.isBlank()) {
            problems.add(place + " has no type" + about(link));
        } else if (link.rel() == null) {
            problems.add(place + " has no rel, type " + word(type));
        } else if (link.href() == null && resource == null) {
            problems.add(place + " has no target, type " + word(type) + about(link));
        } else {
            events.add(new Event(type, link, in(event), resource, Json.text(event.get("status")),
                    Reasons.reason(event.get("reason")), Json.text(sender.get("rel")), Json.text(sender.get("href"))));
        }
    }

    // the key equals the rel of the link, the resource's own rel may be more general
    private static Resource embedded(Map<String, Object> event) {
        Map<String, List<Resource>> all = resources(event.get("_embedded"));
        String rel = Json.text(firstMap(event.get("link")).get("rel"));
        List<Resource> chosen = all.get(rel);
        if (chosen == null && all.size() == 1) {
            chosen = all.values().iterator().next();
        }
        return chosen == null ? null : chosen.get(0);
    }

    private static Map<String, List<Resource>> resources(Object embedded) {
        return Resource.fromMap(Map.of("_embedded", Json.map(embedded))).getEmbedded();
    }

    // what the link leaves open, the embedded resource may tell
    private static Link target(Map<String, Object> event, Resource resource) {
        Link link = Optional.ofNullable(link(event.get("link"))).orElse(Link.of(null, null));
        String rel = link.rel();
        String href = link.href();
        if (rel == null && resource != null) {
            rel = resource.getRel();
        }
        if (href == null && resource != null) {
            href = resource.getHref();
        }
        return new Link(rel, href, link.title(), link.revision());
    }

    private static Link in(Map<String, Object> event) {
        Link in = link(event.get("in"));
        return in == null || in.href() == null ? null : in;
    }

    private static Link link(Object value) {
        if (value instanceof String href) {
            return Link.of(null, href);
        }
        Map<String, Object> attributes = firstMap(value);
        if (attributes.isEmpty()) {
            return null;
        }
        return new Link(Json.text(attributes.get("rel")), Json.text(attributes.get("href")), Json.text(attributes.get("title")),
                Json.text(attributes.get("revision")));
    }

    private static Map<String, Object> firstMap(Object value) {
        return Json.list(value).stream().map(Json::map).findFirst().orElse(Map.of());
    }

    private static String href(Resource root, String rel) {
        return root.link(rel).map(Link::href).orElse(null);
    }

    private static String about(Link link) {
        return link.rel() == null ? "" : ", target " + word(link.rel());
    }

    // only words of the protocol go to the log, not whatever a damaged body has in their place
    private static String word(String text) {
        return WORD.matcher(text).matches() ? text : "unreadable";
    }
}
