package io.github.camelucwa.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A document under construction. Escapes what a parser would not give back unchanged: line breaks, which the JDK's
 * writer leaves to be normalised, and characters that XML does not know.
 */
final class XmlText {

    private static final String NAMESPACE = "http://schemas.microsoft.com/rtc/2012/03/ucwa";

    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    private boolean empty = true;

    /** Opens an element; null values are left out. */
    XmlText open(String name, Map<String, ?> attributes) {
        out.append('<').append(name);
        attributes.forEach(this::attribute);
        if (empty) {
            attribute("xmlns", NAMESPACE);
            empty = false;
        }
        out.append('>');
        return this;
    }

    XmlText close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    XmlText text(String text) {
        text.codePoints().forEach(this::escape);
        return this;
    }

    byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void attribute(String name, Object value) {
        if (value != null && isName(name)) {
            out.append(' ').append(name).append("=\"");
            text(value.toString());
            out.append('"');
        }
    }

    static boolean isName(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_.-]*");
    }

    private void escape(int point) {
        switch (point) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            case '\t', '\n', '\r' -> out.append("&#").append(point).append(';');
            default -> out.appendCodePoint(isXml(point) ? point : 0xFFFD);
        }
    }

    private static boolean isXml(int point) {
        boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return point >= ' ' && point != 0xFFFE && point != 0xFFFF && !surrogate;
    }
}
