package io.github.camelucwa.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.camelucwa.model.Reason;
import io.github.camelucwa.model.Reason.Parameter;

/** Error bodies and the reasons of events (protocol §11.1) in their JSON shape. */
final class Reasons {

    private Reasons() {
    }

    /** The reason of an event: whatever is there. */
    static Reason reason(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? null : reason(list.get(0));
        }
        if (!(value instanceof Map)) {
            return Reason.of(null, null, value.toString());
        }
        Map<String, Object> map = Json.map(value);
        return new Reason(Json.text(map.get("code")), Json.text(map.get("subcode")), Json.text(map.get("message")),
                debugInfo(map.get("debugInfo")), parameters(map.get("parameters")));
    }

    /** The body of an error answer; without a code it is not UCWA's. */
    static Optional<Reason> error(Map<String, Object> body) {
        return Optional.of(body).map(Reasons::reason).filter(reason -> reason.code() != null && !reason.code().isBlank());
    }

    static Map<String, Object> toMap(Reason reason) {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "code", reason.code());
        put(map, "subcode", reason.subcode());
        put(map, "message", reason.message());
        if (!reason.debugInfo().isEmpty()) {
            map.put("debugInfo", reason.debugInfo());
        }
        if (!reason.parameters().isEmpty()) {
            map.put("parameters", reason.parameters().stream().map(Reasons::toMap).toList());
        }
        return map;
    }

    private static Map<String, Object> toMap(Parameter parameter) {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "name", parameter.name());
        put(map, "reason", parameter.reason());
        return map;
    }

    private static void put(Map<String, Object> map, String name, String value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    private static Map<String, Object> debugInfo(Object value) {
        if (value instanceof Map) {
            return Json.map(value);
        }
        boolean nothing = value == null || "".equals(value);
        return nothing ? Map.of() : Map.of("debugInfo", value);
    }

    // documented as a bag, seen as a list
    private static List<Parameter> parameters(Object value) {
        List<Parameter> parameters = new ArrayList<>();
        if (value instanceof Map) {
            Json.map(value).forEach((name, reason) -> parameters.add(new Parameter(name, Json.text(reason))));
        } else {
            Json.list(value).forEach(item -> parameter(item).ifPresent(parameters::add));
        }
        return parameters;
    }

    private static Optional<Parameter> parameter(Object item) {
        String name = item instanceof Map ? Json.text(Json.map(item).get("name")) : Json.text(item);
        String reason = Json.text(Json.map(item).get("reason"));
        boolean nothing = reason == null && (name == null || name.isEmpty());
        return nothing ? Optional.empty() : Optional.of(new Parameter(name, reason));
    }
}
