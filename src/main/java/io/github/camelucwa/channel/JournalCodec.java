package io.github.camelucwa.channel;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

import io.github.camelucwa.wire.JsonWire;
import io.github.camelucwa.wire.MalformedBodyException;
import io.github.camelucwa.wire.Wire;
import io.github.camelucwa.wire.WireFormat;

/**
 * A journal's state as one line of ASCII with length and checksum: some stores write with the platform's charset, refuse line
 * feeds, or hand back half a value after a crash. Half a value is told from a whole one and taken for none.
 */
final class JournalCodec {

    private static final String FORMAT = "ucwa1";

    private JournalCodec() {
    }

    static String encode(JournalState state) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("revision", state.revision());
        map.put("application", state.application());
        map.put("follow", state.follow());
        map.put("pending", state.pending().stream().map(JournalCodec::events).toList());
        map.put("open", events(state.open()));
        map.put("unasked", state.unasked());
        String body = Base64.getUrlEncoder().withoutPadding().encodeToString(Wire.of(WireFormat.JSON).writeInput(map));
        return FORMAT + ":" + body.length() + ":" + Long.toHexString(checksum(body)) + ":" + body;
    }

    /** The state in a value; empty when the value is torn, empty or not of this format. */
    static Optional<JournalState> decode(String value) {
        String[] parts = value == null ? new String[0] : value.trim().split(":", 4);
        if (parts.length != 4 || !FORMAT.equals(parts[0])) {
            return Optional.empty();
        }
        String body = parts[3];
        if (!parts[1].equals(Integer.toString(body.length())) || !parts[2].equals(Long.toHexString(checksum(body)))) {
            return Optional.empty();
        }
        try {
            return Optional.of(state(JsonWire.readObject(Base64.getUrlDecoder().decode(body))));
        } catch (MalformedBodyException | RuntimeException e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("unchecked")
    private static JournalState state(Map<String, Object> map) {
        List<List<ReceivedEvent>> pending = ((List<Object>) map.get("pending")).stream()
                .map(batch -> received((List<Object>) batch)).toList();
        return new JournalState(((Number) map.get("revision")).longValue(), (String) map.get("application"),
                (String) map.get("follow"), pending, received((List<Object>) map.get("open")),
                (List<String>) map.getOrDefault("unasked", List.of()));
    }

    private static List<Map<String, Object>> events(List<ReceivedEvent> events) {
        return events.stream().map(EventCodec::toMap).toList();
    }

    @SuppressWarnings("unchecked")
    private static List<ReceivedEvent> received(List<Object> events) {
        return events.stream().map(e -> EventCodec.fromMap((Map<String, Object>) e)).toList();
    }

    private static long checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }
}
