package io.github.camelucwa.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** UCWA's XML in the shape its JSON would have (protocol §9.3, §6.2, §11.1). */
final class XmlShape {

    private XmlShape() {
    }

    /** A resource or input as root; its attribute rel counts when there is no such property. */
    static Map<String, Object> root(XmlElement element) {
        Map<String, Object> resource = resource(element);
        String rel = element.attribute("rel");
        if (rel == null || resource.containsKey("rel")) {
            return resource;
        }
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("rel", rel);
        named.putAll(resource);
        return named;
    }

    private static Map<String, Object> resource(XmlElement element) {
        Map<String, Object> resource = new LinkedHashMap<>();
        Map<String, Object> links = new LinkedHashMap<>();
        Map<String, Object> embedded = new LinkedHashMap<>();
        Map<String, Object> self = without(element, "rel");
        if (!self.isEmpty()) {
            links.put("self", self);
        }
        for (XmlElement child : element.children()) {
            switch (child.name()) {
                case "link" -> add(links, name(child, "rel"), without(child, "rel"), false);
                case "resource" -> {
                    String rel = name(child, "rel");
                    add(embedded, rel, resource(child), KnownTypes.isList(rel));
                }
                case "property", "propertyList" -> resource.put(name(child, "name"), property(child));
                default -> add(resource, child.name(), bag(child), false);
            }
        }
        if (!links.isEmpty()) {
            resource.put("_links", links);
        }
        if (!embedded.isEmpty()) {
            resource.put("_embedded", embedded);
        }
        return resource;
    }

    static Map<String, Object> events(XmlElement element) {
        Map<String, Object> events = new LinkedHashMap<>();
        Map<String, Object> links = new LinkedHashMap<>();
        List<Object> senders = new ArrayList<>();
        Map<String, Object> self = without(element, "rel");
        if (!self.isEmpty()) {
            links.put("self", self);
        }
        for (XmlElement child : element.children()) {
            if (child.name().equals("link")) {
                add(links, name(child, "rel"), without(child, "rel"), false);
            } else if (child.name().equals("sender")) {
                senders.add(sender(child));
            }
        }
        events.put("_links", links);
        events.put("sender", senders);
        return events;
    }

    static Object reason(XmlElement element) {
        Object reason = bag(element);
        if (!(reason instanceof Map)) {
            return reason;
        }
        Map<String, Object> members = new LinkedHashMap<>(Json.map(reason));
        element.child("parameters").ifPresent(parameters -> members.put("parameters", parameters(parameters)));
        return members;
    }

    // a list has elements of one name for each parameter, a bag has the names of the parameters
    private static Object parameters(XmlElement element) {
        boolean list = element.children().stream().anyMatch(child -> List.of("parameter", "item").contains(child.name()));
        return list ? element.children().stream().map(XmlShape::bag).toList() : bag(element);
    }

    private static Map<String, Object> sender(XmlElement element) {
        Map<String, Object> sender = new LinkedHashMap<>(element.attributes());
        sender.put("events", element.children().stream().map(XmlShape::event).toList());
        return sender;
    }

    // only target and embedded resource are documented; for the rest attributes and child elements are tried
    private static Map<String, Object> event(XmlElement element) {
        Map<String, Object> event = new LinkedHashMap<>();
        Map<String, Object> link = new LinkedHashMap<>();
        Map<String, Object> embedded = new LinkedHashMap<>();
        element.attributes().forEach((name, value) -> {
            boolean ofTarget = List.of("rel", "href", "title", "revision").contains(name);
            (ofTarget ? link : event).put(name, value);
        });
        for (XmlElement child : element.children()) {
            switch (child.name()) {
                case "resource" -> add(embedded, child.attributes().getOrDefault("rel", String.valueOf(link.get("rel"))),
                        resource(child), false);
                case "link" -> child.attributes().forEach(link::putIfAbsent);
                case "property", "propertyList" -> event.put(name(child, "name"), property(child));
                case "reason" -> event.put("reason", reason(child));
                default -> event.put(child.name(), bag(child));
            }
        }
        event.put("type", element.name());
        event.put("link", link);
        event.put("_embedded", embedded);
        return event;
    }

    private static Object property(XmlElement element) {
        String name = name(element, "name");
        if (element.name().equals("propertyList")) {
            List<Object> items = new ArrayList<>();
            element.children().forEach(item -> items.add(content(name, item)));
            return items;
        }
        return content(name, element);
    }

    private static Object content(String property, XmlElement element) {
        if (element.nil()) {
            return null;
        }
        return element.children().isEmpty() ? KnownTypes.value(property, element.text()) : members(element);
    }

    private static Object bag(XmlElement element) {
        if (element.attributes().isEmpty()) {
            return content(element.name(), element);
        }
        Map<String, Object> bag = new LinkedHashMap<>(element.attributes());
        bag.putAll(members(element));
        if (!element.text().isBlank()) {
            bag.putIfAbsent("text", element.text());
        }
        return bag;
    }

    private static Map<String, Object> members(XmlElement element) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (XmlElement child : element.children()) {
            boolean property = child.name().equals("property") || child.name().equals("propertyList");
            if (property) {
                members.put(name(child, "name"), property(child));
            } else {
                add(members, child.name(), bag(child), false);
            }
        }
        return members;
    }

    private static String name(XmlElement element, String attribute) {
        return element.attributes().getOrDefault(attribute, element.name());
    }

    private static Map<String, Object> without(XmlElement element, String attribute) {
        Map<String, Object> attributes = new LinkedHashMap<>(element.attributes());
        attributes.remove(attribute);
        return attributes;
    }

    // XML repeats what JSON writes as a list
    private static void add(Map<String, Object> members, String name, Object value, boolean list) {
        if (!members.containsKey(name)) {
            members.put(name, list ? new ArrayList<>(List.of(value)) : value);
            return;
        }
        List<Object> values = new ArrayList<>(Json.list(members.get(name)));
        values.add(value);
        members.put(name, values);
    }
}
