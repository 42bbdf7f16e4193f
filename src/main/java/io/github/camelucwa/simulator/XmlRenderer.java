package io.github.camelucwa.simulator;

import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** Writes a tree as XML (protocol sections 6.2, 9.3 and 11.1). */
final class XmlRenderer {

    static final String NAMESPACE = "http://schemas.microsoft.com/rtc/2012/03/ucwa";

    private static final Pattern DATE = Pattern.compile("/Date\\((-?\\d+)\\)/");

    String render(JsonNode tree, Answer.Shape shape) {
        StringBuilder out = new StringBuilder(1024).append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        switch (shape) {
            case EVENTS -> events(tree, out);
            case REASON -> reason(tree, out, " xmlns=\"" + NAMESPACE + "\"");
            case OPERATIONS_QUEUED -> operations(tree, out);
            default -> resource(tree.path("rel").asText(null), tree, out, " xmlns=\"" + NAMESPACE + "\"");
        }
        return out.toString();
    }

    private void events(JsonNode tree, StringBuilder out) {
        out.append("<events");
        attribute("href", tree.at("/_links/self/href").asText(), out);
        out.append(" xmlns=\"").append(NAMESPACE).append("\">");
        links(tree, out);
        for (JsonNode sender : tree.path("sender")) {
            out.append("<sender");
            attribute("rel", sender.path("rel").asText(), out);
            attribute("href", sender.path("href").asText(), out);
            out.append('>');
            sender.path("events").forEach(event -> event(event, out));
            out.append("</sender>");
        }
        out.append("</events>");
    }

    private void event(JsonNode event, StringBuilder out) {
        String type = event.path("type").asText();
        out.append('<').append(type);
        each(event.path("link"), (name, value) -> attribute(name, value.asText(), out));
        if (event.has("status")) {
            attribute("status", event.path("status").asText(), out);
        }
        out.append('>');
        if (event.has("in")) {
            out.append("<in");
            each(event.path("in"), (name, value) -> attribute(name, value.asText(), out));
            out.append("/>");
        }
        each(event.path("_embedded"), (key, resource) -> resource(key, resource, out, ""));
        if (event.has("reason")) {
            reason(event.path("reason"), out, "");
        }
        out.append("</").append(type).append('>');
    }

    private void resource(String rel, JsonNode node, StringBuilder out, String namespace) {
        out.append("<resource");
        if (rel != null) {
            attribute("rel", rel, out);
        }
        if (node.at("/_links/self/href").isTextual()) {
            attribute("href", node.at("/_links/self/href").asText(), out);
        }
        out.append(namespace).append('>');
        links(node, out);
        each(node, (name, value) -> {
            if (!name.equals("_links") && !name.equals("_embedded")) {
                property(name, value, out);
            }
        });
        each(node.path("_embedded"), (key, value) -> {
            if (value.isArray()) {
                value.forEach(item -> resource(key, item, out, ""));
            } else {
                resource(key, value, out, "");
            }
        });
        out.append("</resource>");
    }

    private void links(JsonNode node, StringBuilder out) {
        each(node.path("_links"), (rel, link) -> {
            if (link.isArray()) {
                link.forEach(one -> link(rel, one, out));
            } else if (!rel.equals("self")) {
                link(rel, link, out);
            }
        });
    }

    private void link(String rel, JsonNode link, StringBuilder out) {
        out.append("<link");
        attribute("rel", rel, out);
        each(link, (name, value) -> attribute(name, value.asText(), out));
        out.append("/>");
    }

    private void property(String name, JsonNode value, StringBuilder out) {
        if (value.isNull()) {
            return;
        }
        if (value.isArray()) {
            out.append("<propertyList");
            attribute("name", name, out);
            out.append('>');
            value.forEach(item -> out.append("<item>").append(escape(text(item))).append("</item>"));
            out.append("</propertyList>");
        } else {
            out.append("<property");
            attribute("name", name, out);
            out.append('>').append(escape(text(value))).append("</property>");
        }
    }

    private void reason(JsonNode node, StringBuilder out, String namespace) {
        out.append("<reason").append(namespace).append('>');
        for (String name : new String[] {"code", "subcode", "message"}) {
            if (node.has(name)) {
                out.append('<').append(name).append('>').append(escape(node.path(name).asText())).append("</").append(name).append('>');
            }
        }
        if (node.has("debugInfo")) {
            out.append("<debugInfo>");
            each(node.path("debugInfo"), (name, value) -> property(name, value, out));
            out.append("</debugInfo>");
        }
        if (node.has("parameters")) {
            out.append("<parameters>");
            node.path("parameters").forEach(parameter -> {
                out.append("<parameter");
                each(parameter, (name, value) -> attribute(name, value.asText(), out));
                out.append("/>");
            });
            out.append("</parameters>");
        }
        out.append("</reason>");
    }

    private void operations(JsonNode tree, StringBuilder out) {
        out.append("<operationsQueued xmlns=\"").append(NAMESPACE).append("\"><operations>");
        tree.path("operations").forEach(name -> out.append("<operation>").append(escape(name.asText())).append("</operation>"));
        out.append("</operations></operationsQueued>");
    }

    private static String text(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue() ? "True" : "False";
        }
        Matcher date = DATE.matcher(value.asText());
        return date.matches() ? Instant.ofEpochMilli(Long.parseLong(date.group(1))).toString() : value.asText();
    }

    private static void attribute(String name, String value, StringBuilder out) {
        out.append(' ').append(name).append("=\"").append(escape(value)).append('"');
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static void each(JsonNode node, BiConsumer<String, JsonNode> action) {
        node.properties().forEach(field -> action.accept(field.getKey(), field.getValue()));
    }
}
