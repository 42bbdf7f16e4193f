package io.github.camelucwa.wire;

import java.util.Map;
import java.util.Optional;

import io.github.camelucwa.model.EventPackage;
import io.github.camelucwa.model.Reason;
import io.github.camelucwa.model.Resource;

/**
 * UCWA in XML (protocol §9.3). Document types and external entities are refused. Dates stay in the form of the format,
 * ISO 8601; {@link Resource#instant(String)} reads both.
 */
public final class XmlWire implements Wire {

    static final XmlWire INSTANCE = new XmlWire();

    private XmlWire() {
    }

    @Override
    public Resource readResource(byte[] body) throws MalformedBodyException {
        return Resource.fromMap(XmlShape.root(XmlReader.document(body)));
    }

    @Override
    public EventPackage readEvents(byte[] body) throws MalformedBodyException {
        return new EventsReader().read(XmlShape.events(XmlReader.document(body)));
    }

    @Override
    public Optional<Reason> readError(byte[] body) {
        try {
            return Reasons.error(Json.map(XmlShape.reason(XmlReader.document(body))));
        } catch (MalformedBodyException notOfUcwa) {
            return Optional.empty();
        }
    }

    @Override
    public byte[] writeInput(Map<String, ?> properties) {
        return new XmlWriter().input(Inputs.resource(properties));
    }

    @Override
    public byte[] writeResource(Resource resource) {
        return new XmlWriter().resource(resource);
    }

    @Override
    public byte[] writeEvents(EventPackage events) {
        return new XmlWriter().events(events);
    }

    @Override
    public byte[] writeError(Reason reason) {
        return new XmlWriter().reason(reason);
    }
}
