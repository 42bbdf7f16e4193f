package io.github.camelucwa;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Checks options whose values are a fixed set of words. */
final class Choice {

    private Choice() {
    }

    /**
     * The word as it is spelt in the documentation.
     *
     * @throws IllegalArgumentException naming the option, the value and what is allowed
     */
    static String of(String option, String value, String... allowed) {
        return Arrays.stream(allowed).filter(a -> a.equalsIgnoreCase(value == null ? "" : value.trim())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        (option.startsWith("header ") ? "Input " : "Option ") + option + "=" + value + " is not one of: "
                                + String.join(", ", allowed)));
    }

    /** The same for words separated by comma; at least one. */
    static Set<String> listOf(String option, String value, String... allowed) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : list(value)) {
            words.add(of(option, word, allowed));
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("Option " + option + " needs at least one of: " + String.join(", ", allowed));
        }
        return words;
    }

    /** Words separated by comma, trimmed, empty ones left out. */
    static List<String> list(String value) {
        return value == null ? List.of()
                : Arrays.stream(value.split(",")).map(String::trim).filter(w -> !w.isEmpty()).toList();
    }
}
