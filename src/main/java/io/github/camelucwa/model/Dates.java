package io.github.camelucwa.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates on the wire (protocol §9.4): {@code /Date(1364327898968)/}, with or without an offset, and ISO 8601.
 */
public final class Dates {

    private static final Pattern AJAX = Pattern.compile("/Date\\((-?\\d{1,18})(?:[+-]\\d{4})?\\)/");

    private Dates() {
    }

    /**
     * Reads either form. The offset of the first form is for display only: its milliseconds count from 1970 UTC. ISO
     * without an offset is taken as UTC.
     *
     * @param text may be null
     * @return empty when it is no date
     */
    public static Optional<Instant> parse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        String trimmed = text.strip();
        Matcher ajax = AJAX.matcher(trimmed);
        if (ajax.matches()) {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(ajax.group(1))));
        }
        return iso(trimmed);
    }

    private static Optional<Instant> iso(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException withoutOffset) {
            try {
                return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException noDate) {
                return Optional.empty();
            }
        }
    }

    /** The form to write in JSON: {@code /Date(milliseconds)/}. */
    public static String ajax(Instant instant) {
        return "/Date(" + instant.toEpochMilli() + ")/";
    }
}
