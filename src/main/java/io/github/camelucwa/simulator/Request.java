package io.github.camelucwa.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One request as the server understood it.
 *
 * @param kind       what it is about
 * @param method     HTTP method
 * @param origin     scheme, host and port asked for, e.g. {@code http://localhost:8080}: tokens are good for one of them
 * @param path       decoded path
 * @param rawQuery   query as sent, without the question mark; null when there is none
 * @param variables  parts of the path that name something, by name
 * @param headers    fields by lower-case name
 * @param body       bytes received
 * @param connection identity of the TCP connection
 */
record Request(RequestKind kind, String method, String origin, String path, String rawQuery, Map<String, String> variables,
               Map<String, List<String>> headers, byte[] body, String connection) {

    /** The first field of that name, or null. */
    String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    String variable(String name) {
        return variables.get(name);
    }

    Map<String, String> query() {
        return parameters(rawQuery);
    }

    String pathAndQuery() {
        return rawQuery == null ? path : path + "?" + rawQuery;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Reads {@code a=1&b=2}; used for queries and for form bodies. */
    static Map<String, String> parameters(String encoded) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (encoded != null && !encoded.isEmpty()) {
            for (String part : encoded.split("&")) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                String value = equals < 0 ? "" : part.substring(equals + 1);
                parameters.put(decode(name), decode(value));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(UcwaError.parameter(text, "Malformed"));
        }
    }
}
