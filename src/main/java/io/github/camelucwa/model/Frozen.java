package io.github.camelucwa.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Unmodifiable, serializable copies of JSON-like values in one canonical choice of Java types. */
final class Frozen {

    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private Frozen() {
    }

    static Map<String, Object> map(Map<?, ?> source) {
        Map<String, Object> copy = new LinkedHashMap<>();
        source.forEach((key, value) -> {
            if (key != null) {
                copy.put(text(key.toString()), value(value));
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    static Object value(Object source) {
        if (source == null || source instanceof Boolean) {
            return source;
        }
        if (source instanceof Map<?, ?> map) {
            return map(map);
        }
        if (source instanceof Iterable<?> items) {
            return list(items);
        }
        if (source instanceof Number number) {
            return number(number);
        }
        return text(source.toString());
    }

    private static List<Object> list(Iterable<?> source) {
        List<Object> copy = new ArrayList<>();
        source.forEach(item -> copy.add(value(item)));
        return Collections.unmodifiableList(copy);
    }

    // the types a plain ObjectMapper reads, so that a copy that went through JSON is equal
    private static Object number(Number number) {
        if (number instanceof Byte || number instanceof Short || number instanceof Integer || number instanceof Long) {
            return integer(number.longValue());
        }
        if (number instanceof BigInteger big) {
            return big.compareTo(MIN_LONG) < 0 || big.compareTo(MAX_LONG) > 0 ? big : integer(big.longValue());
        }
        double value = number.doubleValue();
        return Double.isFinite(value) ? value : number.toString();
    }

    private static Number integer(long value) {
        if (value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE) {
            return (int) value;
        }
        return value;
    }

    // JSON may spell half a surrogate pair, which no UTF-8 writer accepts later on
    private static String text(String source) {
        for (int i = 0; i < source.length(); i++) {
            if (Character.isSurrogate(source.charAt(i))) {
                return withoutHalfPairs(source);
            }
        }
        return source;
    }

    private static String withoutHalfPairs(String source) {
        StringBuilder text = new StringBuilder(source.length());
        source.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .forEach(text::appendCodePoint);
        return text.toString();
    }
}
