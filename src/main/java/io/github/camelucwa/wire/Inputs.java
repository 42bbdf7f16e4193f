package io.github.camelucwa.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.github.camelucwa.model.Resource;

/** Inputs of operations, which look like resources without rel and self link. */
final class Inputs {

    private Inputs() {
    }

    static Resource resource(Map<String, ?> properties) {
        Map<String, Object> present = new LinkedHashMap<>(properties);
        present.values().removeIf(Objects::isNull);
        return Resource.fromMap(present);
    }
}
