package io.github.camelucwa.simulator;

import java.time.Duration;
import java.util.Map;

/**
 * What a P-GET may ask for (protocol section 6.1). The server remembers the values for the P-GETs that follow.
 *
 * @param low     how long events of low urgency may wait
 * @param medium  the same for medium urgency
 * @param timeout when to answer although nothing happened
 */
record PollParameters(Duration low, Duration medium, Duration timeout) {

    static final PollParameters STANDARD = new PollParameters(Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ofSeconds(180));

    /** These values, changed by those a query has; 400 when one is out of its range. */
    PollParameters changedBy(Map<String, String> query) {
        return new PollParameters(seconds(query, "low", 5, low), seconds(query, "medium", 5, medium), seconds(query, "timeout", 180, timeout));
    }

    /** 0 unless told. */
    static int priority(Map<String, String> query) {
        String text = query.get("priority");
        return text == null ? 0 : number("priority", text);
    }

    static int ack(Map<String, String> query) {
        String text = query.get("ack");
        if (text == null) {
            throw new Refusal(UcwaError.parameter("ack", "Required"));
        }
        return number("ack", text);
    }

    private static Duration seconds(Map<String, String> query, String name, int minimum, Duration current) {
        String text = query.get(name);
        if (text == null) {
            return current;
        }
        int value = number(name, text);
        if (value < minimum || value > 1800) {
            throw new Refusal(UcwaError.parameter(name, "Range " + minimum + "-1800"));
        }
        return Duration.ofSeconds(value);
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Refusal(UcwaError.parameter(name, "Number"));
        }
    }
}
