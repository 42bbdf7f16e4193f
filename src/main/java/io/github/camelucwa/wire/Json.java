package io.github.camelucwa.wire;

import java.util.List;
import java.util.Map;

/** Tolerant access to JSON-like values whose type nobody guarantees. */
final class Json {

    private Json() {
    }

    @SuppressWarnings("unchecked") // the readers make maps with text as keys only
    static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** A list as it is, one value as a list of one, nothing as an empty list. */
    static List<?> list(Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list ? list : List.of(value);
    }

    /** Null for maps and lists. */
    static String text(Object value) {
        return value == null || value instanceof Map || value instanceof List ? null : value.toString();
    }
}
