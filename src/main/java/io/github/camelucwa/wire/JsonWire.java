package io.github.camelucwa.wire;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;

import io.github.camelucwa.model.EventPackage;
import io.github.camelucwa.model.Reason;
import io.github.camelucwa.model.Resource;

/** UCWA in JSON (protocol §9.2): members in any order, a byte order mark tolerated, unknown members kept. */
public final class JsonWire implements Wire {

    static final JsonWire INSTANCE = new JsonWire();

    private JsonWire() {
    }

    /**
     * Reads a flat answer that is no UCWA resource, such as that of the token service (protocol §3.3).
     *
     * @return unmodifiable; of several members of one name the last counts
     * @throws MalformedBodyException if the body is not one JSON object
     */
    public static Map<String, Object> readObject(byte[] body) throws MalformedBodyException {
        return Collections.unmodifiableMap(JsonReader.object(body));
    }

    @Override
    public Resource readResource(byte[] body) throws MalformedBodyException {
        return Resource.fromMap(JsonReader.object(body));
    }

    @Override
    public EventPackage readEvents(byte[] body) throws MalformedBodyException {
        return new EventsReader().read(JsonReader.object(body));
    }

    @Override
    public Optional<Reason> readError(byte[] body) {
        try {
            return Reasons.error(JsonReader.object(body));
        } catch (MalformedBodyException notOfUcwa) {
            return Optional.empty();
        }
    }

    @Override
    public byte[] writeInput(Map<String, ?> properties) {
        return JsonWriter.object(Inputs.resource(properties).toMap());
    }

    @Override
    public byte[] writeResource(Resource resource) {
        return JsonWriter.object(resource.toMap());
    }

    @Override
    public byte[] writeEvents(EventPackage events) {
        return JsonWriter.object(EventsShape.toMap(events));
    }

    @Override
    public byte[] writeError(Reason reason) {
        return JsonWriter.object(Reasons.toMap(reason));
    }
}
