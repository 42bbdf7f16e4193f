package io.github.camelucwa.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelucwa.model.Event;
import io.github.camelucwa.model.EventPackage;
import io.github.camelucwa.model.Reason;
import io.github.camelucwa.model.Resource;

/** The model in UCWA's XML (protocol §9.3, §6.2, §11.1). Good for one document. */
final class XmlWriter {

    private final XmlText xml = new XmlText();

    byte[] input(Resource input) {
        xml.open("input", Map.of());
        content(input);
        return xml.close("input").bytes();
    }

    byte[] resource(Resource resource) {
        resource(resource.getRel(), resource);
        return xml.bytes();
    }

    byte[] reason(Reason reason) {
        element(reason);
        return xml.bytes();
    }

    byte[] events(EventPackage events) {
        xml.open("events", attributes("href", events.self()));
        link("next", events.next());
        link("resume", events.resume());
        link("resync", events.resync());
        EventsShape.runs(events.events()).forEach(this::sender);
        return xml.close("events").bytes();
    }

    private void sender(List<Event> run) {
        Map<String, Object> attributes = attributes("rel", run.get(0).senderRel());
        attributes.put("href", run.get(0).senderHref());
        xml.open("sender", attributes);
        run.forEach(this::event);
        xml.close("sender");
    }

    private void event(Event event) {
        if (!XmlText.isName(event.type())) {
            throw new IllegalArgumentException("The type of an event must be a name in XML");
        }
        Map<String, Object> attributes = EventsShape.link(event.link());
        attributes.put("status", event.status());
        xml.open(event.type(), attributes);
        if (event.in() != null) {
            xml.open("in", EventsShape.link(event.in())).close("in");
        }
        if (event.resource() != null) {
            resource(event.link().rel(), event.resource());
        }
        if (event.reason() != null) {
            element(event.reason());
        }
        xml.close(event.type());
    }

    private void resource(String rel, Resource resource) {
        Map<String, Object> attributes = attributes("rel", rel);
        firstLink(resource, "self").forEach(attributes::putIfAbsent);
        xml.open("resource", attributes);
        content(resource);
        xml.close("resource");
    }

    private void content(Resource resource) {
        Json.map(resource.toMap().get("_links")).forEach((rel, value) -> {
            if (!rel.equals("self")) {
                Json.list(value).forEach(link -> link(rel, link));
            }
        });
        resource.getProperties().forEach(this::property);
        resource.getEmbedded().forEach((rel, list) -> list.forEach(embedded -> resource(rel, embedded)));
    }

    private static Map<String, Object> firstLink(Resource resource, String rel) {
        Object value = Json.map(resource.toMap().get("_links")).get(rel);
        return Json.list(value).stream().map(XmlWriter::linkAttributes).findFirst().orElse(Map.of());
    }

    private static Map<String, Object> linkAttributes(Object link) {
        return link instanceof String href ? Map.of("href", href) : Json.map(link);
    }

    private void link(String rel, Object link) {
        if (link == null) {
            return;
        }
        Map<String, Object> attributes = attributes("rel", rel);
        linkAttributes(link).forEach(attributes::putIfAbsent);
        xml.open("link", attributes).close("link");
    }

    private void property(String name, Object value) {
        if (value == null) {
            return;
        }
        String element = value instanceof List ? "propertyList" : "property";
        xml.open(element, Map.of("name", name));
        if (value instanceof List<?> items) {
            items.forEach(this::item);
        } else {
            value(value);
        }
        xml.close(element);
    }

    private void item(Object value) {
        if (value != null) {
            xml.open("item", Map.of());
            value(value);
            xml.close("item");
        }
    }

    private void value(Object value) {
        if (value instanceof Map) {
            Json.map(value).forEach(this::property);
        } else if (value instanceof List<?> items) {
            items.forEach(this::item);
        } else if (value instanceof Boolean flag) {
            xml.text(flag ? "True" : "False");
        } else {
            xml.text(value.toString());
        }
    }

    private void element(Reason reason) {
        xml.open("reason", Map.of());
        text("code", reason.code());
        text("subcode", reason.subcode());
        text("message", reason.message());
        if (!reason.debugInfo().isEmpty()) {
            xml.open("debugInfo", Map.of());
            reason.debugInfo().forEach(this::property);
            xml.close("debugInfo");
        }
        if (!reason.parameters().isEmpty()) {
            xml.open("parameters", Map.of());
            reason.parameters().forEach(parameter -> {
                xml.open("parameter", Map.of());
                text("name", parameter.name());
                text("reason", parameter.reason());
                xml.close("parameter");
            });
            xml.close("parameters");
        }
        xml.close("reason");
    }

    private void text(String element, String text) {
        if (text != null) {
            xml.open(element, Map.of()).text(text).close(element);
        }
    }

    private static Map<String, Object> attributes(String name, String value) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put(name, value);
        return attributes;
    }
}
