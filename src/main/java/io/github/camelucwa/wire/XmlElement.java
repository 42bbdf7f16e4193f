package io.github.camelucwa.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element of a parsed document.
 *
 * @param name       local name; namespaces do not matter
 * @param attributes by local name
 * @param nil        marked as null by {@code xsi:nil}
 */
record XmlElement(String name, Map<String, String> attributes, boolean nil, List<XmlElement> children, String text) {

    /** Null if missing. */
    String attribute(String attributeName) {
        return attributes.get(attributeName);
    }

    Optional<XmlElement> child(String childName) {
        return children.stream().filter(child -> child.name().equals(childName)).findFirst();
    }
}
