package io.github.camelucwa.wire;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An XML document as elements, within limits, without document types and external entities. */
final class XmlReader {

    private static final XMLInputFactory FACTORY = factory();

    private XmlReader() {
    }

    private static XMLInputFactory factory() {
        // the JDK's own, since what else is on the class path may know other switches
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    static XmlElement document(byte[] body) throws MalformedBodyException {
        if (body.length == 0) {
            throw new MalformedBodyException("Empty body instead of an XML document");
        }
        String text = XmlEncoding.decode(body);
        XMLStreamReader reader = null;
        try {
            reader = FACTORY.createXMLStreamReader(new StringReader(text));
            return root(reader);
        } catch (XMLStreamException e) {
            throw new MalformedBodyException("Not well-formed XML" + at(e.getLocation()));
        } catch (RuntimeException e) {
            // the JDK's parser lets some of its own slips through on damaged input
            throw new MalformedBodyException("Not well-formed XML" + (reader == null ? "" : at(reader.getLocation())));
        }
    }

    private static XmlElement root(XMLStreamReader reader) throws XMLStreamException, MalformedBodyException {
        XmlElement root = null;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD) {
                throw new MalformedBodyException("XML with a document type is refused" + at(reader.getLocation()));
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                root = element(reader, 1);
            }
        }
        if (root == null) {
            throw new MalformedBodyException("XML ends too early");
        }
        if (root.name().equalsIgnoreCase("html")) {
            throw new MalformedBodyException("An HTML page instead of UCWA's XML");
        }
        return root;
    }

    private static XmlElement element(XMLStreamReader reader, int depth) throws XMLStreamException, MalformedBodyException {
        if (depth > JsonReader.MAX_DEPTH) {
            throw new MalformedBodyException("XML nested deeper than " + JsonReader.MAX_DEPTH + at(reader.getLocation()));
        }
        String name = reader.getLocalName();
        Map<String, String> attributes = attributes(reader);
        boolean nil = "true".equals(reader.getAttributeValue(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil"));
        List<XmlElement> children = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> children.add(element(reader, depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new MalformedBodyException("XML with an entity of its own is refused" + at(reader.getLocation()));
                default -> {
                    // comments and processing instructions say nothing
                }
            }
        }
        return new XmlElement(name, attributes, nil, children, text.toString());
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String namespace = reader.getAttributeNamespace(i);
            if (!XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(namespace)) {
                attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
            }
        }
        return attributes;
    }

    private static String at(Location location) {
        boolean known = location != null && location.getLineNumber() > 0;
        return known ? ", line " + location.getLineNumber() + " column " + location.getColumnNumber() : "";
    }
}
