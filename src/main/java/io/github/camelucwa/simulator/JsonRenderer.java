package io.github.camelucwa.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Writes a tree as JSON the way servers do it, which is more than a client may have thought of: members in any order, apostrophes
 * and slashes escaped (protocol sections 9.4, 17).
 */
final class JsonRenderer {

    private final Random random;

    /** @param random decides about the order of members and the escapes; null leaves everything in its natural form */
    JsonRenderer(Random random) {
        this.random = random;
    }

    String render(JsonNode tree) {
        StringBuilder out = new StringBuilder(1024);
        write(tree, out);
        return out.toString();
    }

    private void write(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            writeObject(node, out);
        } else if (node.isArray()) {
            out.append('[');
            String separator = "";
            for (JsonNode item : node) {
                out.append(separator);
                write(item, out);
                separator = ",";
            }
            out.append(']');
        } else if (node.isTextual()) {
            writeText(node.textValue(), out);
        } else {
            out.append(node.asText());
        }
    }

    private void writeObject(JsonNode node, StringBuilder out) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(node.properties());
        if (random != null) {
            Collections.shuffle(members, random);
        }
        out.append('{');
        String separator = "";
        for (Map.Entry<String, JsonNode> member : members) {
            out.append(separator);
            writeText(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            separator = ",";
        }
        out.append('}');
    }

    private void writeText(String text, StringBuilder out) {
        // a date must have its slashes escaped, any other text may
        boolean escapeSlashes = text.startsWith("/Date(") || random != null && random.nextInt(6) == 0;
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\r' -> out.append("\\r");
                case '\n' -> out.append("\\n");
                case '/' -> out.append(escapeSlashes ? "\\/" : "/");
                default -> {
                    if (c < 0x20 || c == '\'' || c == '<' || c == '>') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
