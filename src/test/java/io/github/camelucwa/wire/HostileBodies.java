package io.github.camelucwa.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Damages bodies and documents in reproducible ways. */
final class HostileBodies {

    private static final String[] TOKENS = { "{", "}", "[", "]", ",", ":", "\"", "null", "true", "1e999", "-", "\\u", "\\ud800", "\"_links\":",
            "\"_embedded\":", "\"rel\":", "<", ">", "</", "/>", "&", "&x;", "&#0;", "&#x110000;", "<!DOCTYPE a [", "<!ENTITY a '", "<!--", "-->",
            "<![CDATA[", "]]>", "<?x ", "?>", "xmlns:a=\"\"", "<a:b/>", "<link/>", "<property/>", "<resource/>", "<propertyList/>", "\u0000", "\ufeff",
            "\u00e4", "\ud83d\ude00" };

    private static final String[] NAMES = { "rel", "href", "self", "_links", "_embedded", "name", "state", "message", "from", "type", "link", "reason",
            "status", "sender", "events", "true", "data:text/plain,x" };

    private HostileBodies() {
    }

    /** A body with some places cut out, doubled, overwritten or filled with pieces of syntax. */
    static byte[] damage(byte[] body, Random random) {
        byte[] damaged = body;
        for (int i = random.nextInt(4); i >= 0; i--) {
            damaged = damageOnce(damaged, random);
        }
        return damaged;
    }

    private static byte[] damageOnce(byte[] body, Random random) {
        int from = random.nextInt(body.length + 1);
        int to = Math.min(body.length, from + (random.nextBoolean() ? 1 : random.nextInt(200)));
        byte[] middle = switch (random.nextInt(6)) {
            case 0 -> new byte[0];
            case 1 -> new byte[] { (byte) random.nextInt(256) };
            case 2 -> TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8);
            case 3 -> join(slice(body, from, to), slice(body, from, to));
            case 4 -> reversed(slice(body, from, to));
            default -> TOKENS[random.nextInt(TOKENS.length)].repeat(1 + random.nextInt(100)).getBytes(StandardCharsets.UTF_8);
        };
        byte[] tail = random.nextInt(10) == 0 ? new byte[0] : slice(body, to, body.length);
        return join(join(slice(body, 0, from), middle), tail);
    }

    /** Any JSON value. */
    static Object value(Random random) {
        return value(random, 3);
    }

    /** Any JSON object, often with the names that matter. */
    static Map<String, Object> object(Random random) {
        return object(random, 3);
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextLong();
            case 2 -> Double.longBitsToDouble(random.nextLong());
            case 3 -> random.nextBoolean();
            case 4 -> null;
            case 5 -> NAMES[random.nextInt(NAMES.length)];
            case 6 -> text(random);
            case 7 -> object(random, depth - 1);
            default -> Stream.generate(() -> value(random, depth - 1)).limit(random.nextInt(4)).toList();
        };
    }

    private static Map<String, Object> object(Random random, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.put(random.nextBoolean() ? NAMES[random.nextInt(NAMES.length)] : name(random), value(random, depth));
        }
        return object;
    }

    /** Text without halves of surrogate pairs: in the name of a member newer parsers refuse them, as does I-JSON. */
    private static String name(Random random) {
        return text(random).replaceAll("[\\ud800-\\udfff]", "?");
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append((char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(0x80)));
        }
        return text.toString();
    }

    /** Children of each level shuffled where that changes nothing, and strangers put among them. */
    static XmlElement withStrangers(XmlElement element, Random random) {
        boolean container = List.of("resource", "events").contains(element.name());
        List<XmlElement> children = new ArrayList<>();
        element.children().forEach(child -> children.add(withStrangers(child, random)));
        if (container) {
            Collections.shuffle(children, random);
            int strangers = random.nextInt(3);
            for (int i = 0; i < strangers; i++) {
                children.add(random.nextInt(children.size() + 1), stranger(i, random));
            }
        }
        return new XmlElement(element.name(), element.attributes(), element.nil(), children, element.text());
    }

    private static XmlElement stranger(int number, Random random) {
        String name = "stranger" + number;
        return switch (random.nextInt(4)) {
            case 0 -> new XmlElement("property", Map.of("name", name), false, List.of(), "strange");
            case 1 -> new XmlElement("link", Map.of("rel", name, "href", "/strange", "odd", "1"), false, List.of(), "");
            case 2 -> new XmlElement("resource", Map.of("rel", name), false, List.of(), "");
            default -> new XmlElement(name, Map.of("odd", "1"), false, List.of(), "strange");
        };
    }

    static byte[] write(XmlElement element) {
        XmlText xml = new XmlText();
        write(xml, element);
        return xml.bytes();
    }

    private static void write(XmlText xml, XmlElement element) {
        xml.open(element.name(), element.attributes());
        if (element.children().isEmpty()) {
            xml.text(element.text());
        }
        element.children().forEach(child -> write(xml, child));
        xml.close(element.name());
    }

    private static byte[] slice(byte[] body, int from, int to) {
        return Arrays.copyOfRange(body, from, to);
    }

    private static byte[] reversed(byte[] body) {
        byte[] reversed = new byte[body.length];
        for (int i = 0; i < body.length; i++) {
            reversed[i] = body[body.length - 1 - i];
        }
        return reversed;
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
