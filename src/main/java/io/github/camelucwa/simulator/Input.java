package io.github.camelucwa.simulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The input of a POST, from a JSON or XML body and from the query (protocol sections 8.1, 9.1, 9.3). Names are read without regard
 * to case, since clients send both {@code endpointId} and {@code EndpointId} (section 4.1).
 */
final class Input {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> links = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private Input() {
    }

    /**
     * Reads the input of a request.
     *
     * @throws Refusal 400 DeserializationFailure when the body cannot be read, 415 when it is of another type
     */
    static Input of(Request request) {
        Input input = new Input();
        request.query().forEach((name, value) -> input.values.put(name, List.of(value)));
        if (request.body().length > 0) {
            String type = String.valueOf(request.header("content-type")).toLowerCase(Locale.ROOT);
            try {
                if (type.contains("json")) {
                    input.readJson(request.body());
                } else if (type.contains("xml")) {
                    input.readXml(request.body());
                } else {
                    throw new Refusal(UcwaError.of(415, "UnsupportedMediaType", "UnsupportedMediaType", "The content type is not supported."));
                }
            } catch (IOException | SAXException | ParserConfigurationException e) {
                throw new Refusal(UcwaError.of(400, "BadRequest", "DeserializationFailure", "The request body could not be read."));
            }
        }
        return input;
    }

    /** The value, or null when there is none or an empty one. */
    String get(String name) {
        List<String> found = values.get(name);
        return found == null || found.isEmpty() || found.get(0).isEmpty() ? null : found.get(0);
    }

    List<String> list(String name) {
        return values.getOrDefault(name, List.of());
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The href of a link in the input, such as the {@code message} of startMessaging; or null. */
    String link(String rel) {
        return links.get(rel);
    }

    /** A value that must be there. */
    String require(String name, int maximum) {
        String value = limit(name, maximum);
        if (value == null) {
            throw new Refusal(UcwaError.parameter(name, "Required"));
        }
        return value;
    }

    /** A value that must not be longer than so many characters (protocol section 14). */
    String limit(String name, int maximum) {
        String value = get(name);
        if (value != null && value.length() > maximum) {
            throw new Refusal(UcwaError.parameter(name, "MaxLength " + maximum));
        }
        return value;
    }

    private void readJson(byte[] body) throws IOException {
        JsonNode tree = MAPPER.readTree(body);
        if (tree == null || !tree.isObject()) {
            throw new IOException("not an object");
        }
        tree.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (value.isArray()) {
                List<String> items = new ArrayList<>();
                value.forEach(item -> items.add(item.asText()));
                values.put(member.getKey(), items);
            } else if (value.isValueNode() && !value.isNull()) {
                values.put(member.getKey(), List.of(value.asText()));
            }
        });
        tree.path("_links").properties().forEach(link -> links.put(link.getKey(), link.getValue().path("href").asText(null)));
    }

    private void readXml(byte[] body) throws IOException, SAXException, ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setNamespaceAware(true);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        Element root = builder.parse(new ByteArrayInputStream(body)).getDocumentElement();
        if (!"input".equals(root.getLocalName()) || !XmlRenderer.NAMESPACE.equals(root.getNamespaceURI())) {
            throw new IOException("not an input element of the UCWA namespace");
        }
        NodeList children = root.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element element) {
                readElement(element);
            }
        }
    }

    private void readElement(Element element) {
        switch (element.getLocalName()) {
            case "property" -> values.put(element.getAttribute("name"), List.of(element.getTextContent()));
            case "propertyList" -> {
                List<String> items = new ArrayList<>();
                for (Node item = element.getFirstChild(); item != null; item = item.getNextSibling()) {
                    if (item instanceof Element) {
                        items.add(item.getTextContent());
                    }
                }
                values.put(element.getAttribute("name"), items);
            }
            case "link" -> links.put(element.getAttribute("rel"), element.getAttribute("href"));
            default -> {
                // unknown elements are ignored, as unknown members in JSON are
            }
        }
    }
}
