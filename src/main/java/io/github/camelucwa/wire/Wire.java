package io.github.camelucwa.wire;

import java.util.Map;
import java.util.Optional;

import io.github.camelucwa.model.EventPackage;
import io.github.camelucwa.model.Reason;
import io.github.camelucwa.model.Resource;

/**
 * Reads and writes the bodies of UCWA in one format. Stateless; bodies of both formats give equal objects as far as the
 * formats allow (protocol §9.2, §9.3). Nesting is bounded at 64; the size of a body is for the caller to bound.
 */
public interface Wire {

    /** The reader and writer of a format. */
    static Wire of(WireFormat format) {
        return format == WireFormat.XML ? XmlWire.INSTANCE : JsonWire.INSTANCE;
    }

    /**
     * Reads a resource, or an input.
     *
     * @throws MalformedBodyException if the body is not one JSON object or XML document
     */
    Resource readResource(byte[] body) throws MalformedBodyException;

    /**
     * Reads an answer of the event channel (protocol §6.2). An event that cannot be understood is left out and told in
     * {@link EventPackage#problems()}.
     *
     * @throws MalformedBodyException if the body is not one JSON object or XML document
     */
    EventPackage readEvents(byte[] body) throws MalformedBodyException;

    /**
     * Reads the body of an error answer (protocol §11.1).
     *
     * @return empty when no code can be read: the answer is then a proxy's, not UCWA's
     */
    Optional<Reason> readError(byte[] body);

    /**
     * Writes the input of an operation (protocol §8); null values are left out.
     *
     * @param properties by name, links below {@code _links} as in JSON
     */
    byte[] writeInput(Map<String, ?> properties);

    /** Writes a resource with everything it has. */
    byte[] writeResource(Resource resource);

    /** Writes an answer of the event channel. */
    byte[] writeEvents(EventPackage events);

    /** Writes the body of an error answer. */
    byte[] writeError(Reason reason);
}
