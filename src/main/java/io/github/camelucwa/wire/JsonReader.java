package io.github.camelucwa.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;

/** One JSON object as maps, lists and scalars, within limits. */
final class JsonReader {

    static final int MAX_DEPTH = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(1 << 24)
                    .maxNameLength(1000)
                    .build())
            .build();

    private JsonReader() {
    }

    static Map<String, Object> object(byte[] body) throws MalformedBodyException {
        try (JsonParser parser = FACTORY.createParser(body)) {
            return document(parser);
        } catch (MalformedBodyException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw new MalformedBodyException(what(e) + at(e.getLocation()));
        } catch (IOException e) {
            throw new MalformedBodyException("JSON in a broken character encoding");
        }
    }

    private static Map<String, Object> document(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new MalformedBodyException("Empty body instead of a JSON object");
        }
        if (first != JsonToken.START_OBJECT) {
            throw new MalformedBodyException("JSON without an object as root" + at(parser.currentTokenLocation()));
        }
        Map<String, Object> root = members(parser);
        if (parser.nextToken() != null) {
            throw new MalformedBodyException("JSON goes on after its end" + at(parser.currentTokenLocation()));
        }
        return root;
    }

    private static Map<String, Object> members(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static List<Object> items(JsonParser parser) throws IOException {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> items(parser);
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> number(parser);
            default -> parser.getText();
        };
    }

    // a number too large for a double stays readable as its text
    private static Object number(JsonParser parser) throws IOException {
        double value = parser.getDoubleValue();
        if (Double.isFinite(value)) {
            return value;
        }
        return parser.getText();
    }

    private static String what(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return "JSON nested deeper than " + MAX_DEPTH + ", or with an endless name, text or number";
        }
        return e instanceof JsonEOFException ? "JSON ends too early" : "Not well-formed JSON";
    }

    private static String at(JsonLocation location) {
        return location == null ? "" : ", line " + location.getLineNr() + " column " + location.getColumnNr();
    }
}
