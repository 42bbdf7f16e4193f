package io.github.camelucwa.simulator;

import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Builds the tree of one UCWA resource (protocol section 9.2). JSON and XML are both rendered from this tree. */
final class Resource {

    private final ObjectNode node = JsonNodeFactory.instance.objectNode();

    private Resource() {
    }

    static Resource of(String rel, String href) {
        Resource resource = new Resource();
        resource.node.put("rel", rel);
        return resource.link("self", href);
    }

    /** A resource without property {@code rel}, as the discovery answers and event packages are. */
    static Resource anonymous() {
        return new Resource();
    }

    /** A value of null leaves the property out. */
    Resource with(String name, String value) {
        if (value != null) {
            node.put(name, value);
        }
        return this;
    }

    Resource with(String name, boolean value) {
        node.put(name, value);
        return this;
    }

    Resource with(String name, int value) {
        node.put(name, value);
        return this;
    }

    Resource with(String name, List<String> values) {
        ArrayNode array = node.putArray(name);
        values.forEach(array::add);
        return this;
    }

    /** An href of null leaves the link out: a link that is missing tells that the operation is not possible now. */
    Resource link(String rel, String href) {
        if (href != null) {
            links().putObject(rel).put("href", href);
        }
        return this;
    }

    Resource link(String rel, String href, String attribute, String value) {
        if (href != null) {
            links().putObject(rel).put("href", href).put(attribute, value);
        }
        return this;
    }

    Resource embed(String key, Resource resource) {
        embedded().set(key, resource.node);
        return this;
    }

    /** Always an array, also for one element. */
    Resource embed(String key, List<Resource> resources) {
        ArrayNode array = embedded().putArray(key);
        resources.forEach(resource -> array.add(resource.node));
        return this;
    }

    ObjectNode tree() {
        return node;
    }

    private ObjectNode links() {
        return node.withObject("/_links");
    }

    private ObjectNode embedded() {
        return node.withObject("/_embedded");
    }
}
