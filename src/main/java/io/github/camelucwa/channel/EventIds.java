package io.github.camelucwa.channel;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.camelucwa.http.Origin;
import io.github.camelucwa.model.Event;

/**
 * Names events so that one delivered again has the same name: by the URL that was asked (its {@code ack} is the package's
 * receipt, protocol §6.3), the target, the type, and how many of the same stood before it in the package. Not by position:
 * a package asked for again may hold more than it did the first time.
 */
final class EventIds {

    private static final Set<String> POLL_PARAMETERS = Set.of("low", "medium", "timeout", "priority");

    private final String packageName;
    private final Map<String, Integer> seen = new HashMap<>();

    EventIds(URI asked) {
        String query = asked.getRawQuery() == null ? "" : Arrays.stream(asked.getRawQuery().split("&"))
                .filter(p -> !POLL_PARAMETERS.contains(p.replaceFirst("=.*", "")))
                .sorted()
                .collect(Collectors.joining("&"));
        this.packageName = Origin.of(asked) + asked.getRawPath() + "?" + query;
    }

    /** The id of the next event of the package. */
    String of(Event event) {
        String what = event.type() + " " + event.link().rel() + " " + event.link().href();
        int before = seen.merge(what, 1, Integer::sum) - 1;
        return hash(packageName, what, Integer.toString(before));
    }

    /** The id of an event that the channel makes itself for an invitation whose last event is known. */
    static String made(String type, String lastEventId) {
        return hash(type, lastEventId);
    }

    private static String hash(String... parts) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
