package io.github.camelucwa.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the server answers. The body is either a tree, written as JSON or XML by what the client accepts, or ready bytes with their
 * content type, or missing.
 *
 * @param shape element that stands for the tree in XML
 * @param sent  run when the answer is on its way, so that events can be made to follow it
 */
record Answer(int status, List<Field> headers, ObjectNode tree, Shape shape, byte[] bytes, String contentType, Runnable sent) {

    /** One header field; names may repeat. */
    record Field(String name, String value) {
    }

    /** What a tree stands for, see protocol section 9.3. */
    enum Shape { RESOURCE, EVENTS, REASON, OPERATIONS_QUEUED }

    private static final Runnable NOTHING = () -> {
    };

    static Answer of(int status) {
        return new Answer(status, List.of(), null, Shape.RESOURCE, null, null, NOTHING);
    }

    static Answer tree(int status, Shape shape, ObjectNode tree) {
        return new Answer(status, List.of(), tree, shape, null, null, NOTHING);
    }

    static Answer ok(Resource resource) {
        return tree(200, Shape.RESOURCE, resource.tree());
    }

    static Answer created(String location) {
        return of(201).with("Location", location);
    }

    static Answer bytes(int status, String contentType, byte[] bytes) {
        return new Answer(status, List.of(), null, Shape.RESOURCE, bytes, contentType, NOTHING);
    }

    static Answer text(int status, String contentType, String text) {
        return bytes(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer html(int status, String title) {
        return text(status, "text/html", "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\">\r\n<html><head><title>" + title
                                         + "</title></head><body><h1>Server Error</h1><h2>" + title + "</h2></body></html>\r\n");
    }

    Answer with(String name, String value) {
        List<Field> more = new ArrayList<>(headers);
        more.add(new Field(name, value));
        return new Answer(status, List.copyOf(more), tree, shape, bytes, contentType, sent);
    }

    Answer whenSent(Runnable action) {
        return new Answer(status, headers, tree, shape, bytes, contentType, action);
    }

    boolean has(String name) {
        return headers.stream().anyMatch(field -> field.name().equalsIgnoreCase(name));
    }
}
