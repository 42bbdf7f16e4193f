package io.github.camelucwa.springboot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.apache.camel.util.StringHelper;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What editors know of {@code camel.component.ucwa.*} is what the component knows. */
class SpringMetadataTest {

    private static final Path METADATA = Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");
    private static final Path COMPONENT = Path.of("src/generated/resources/META-INF/io/github/camelucwa/ucwa.json");

    @Test
    void theMetadataSayWhatTheComponentSays() throws Exception {
        String expected = metadata(Files.readString(COMPONENT));
        Path made = Path.of("target", "spring-configuration-metadata.json");
        Files.writeString(made, expected);

        assertThat(METADATA).as("%s is out of date, the right one is %s", METADATA, made).hasContent(expected);
    }

    private static String metadata(String component) throws Exception {
        JsonArray properties = new JsonArray();
        JsonArray hints = new JsonArray();
        JsonObject options = (JsonObject) ((JsonObject) Jsoner.deserialize(component)).get("componentProperties");
        options.forEach((name, description) -> {
            JsonObject option = (JsonObject) description;
            // holds all the others and is not for properties files
            if (!"configuration".equals(name)) {
                properties.add(property(name, option));
                if (option.get("enum") instanceof Collection<?> values) {
                    hints.add(hint(name, values));
                }
            }
        });
        JsonObject metadata = new JsonObject();
        metadata.put("properties", properties);
        metadata.put("hints", hints);
        return Jsoner.prettyPrint(metadata.toJson(), 2) + "\n";
    }

    private static JsonObject property(String name, JsonObject option) {
        JsonObject property = new JsonObject();
        property.put("name", key(name));
        property.put("type", type(option));
        property.put("description", option.getString("description"));
        if (option.containsKey("defaultValue")) {
            property.put("defaultValue", option.get("defaultValue"));
        }
        return property;
    }

    private static JsonObject hint(String name, Collection<?> values) {
        List<Object> known = new ArrayList<>();
        values.forEach(value -> known.add(new JsonObject(Map.of("value", value))));
        JsonObject hint = new JsonObject();
        hint.put("name", key(name));
        hint.put("values", new JsonArray(known));
        return hint;
    }

    private static String key(String name) {
        return "camel.component.ucwa." + StringHelper.camelCaseToDash(name);
    }

    /** Beans are told by a reference, durations in Camel's manner, so both are text. */
    private static String type(JsonObject option) {
        return switch (option.getString("type")) {
            case "boolean" -> "java.lang.Boolean";
            case "integer" -> "java.lang.Integer";
            case "number" -> "java.lang.Double";
            case "object" -> option.containsKey("prefix") ? "java.util.Map<java.lang.String,java.lang.String>" : "java.lang.String";
            default -> "java.lang.String";
        };
    }
}
