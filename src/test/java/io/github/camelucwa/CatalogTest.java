package io.github.camelucwa;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What tools learn about the component: IDEs, JBang and the catalog read it from the jar. */
class CatalogTest {

    private final CamelCatalog catalog = new DefaultCamelCatalog();

    CatalogTest() {
        catalog.addComponent("ucwa", UcwaComponent.class.getName());
    }

    @Test
    void theCatalogFindsTheComponentByItsClass() {
        assertThat(catalog.componentJSonSchema("ucwa")).contains("io.github.camelucwa.UcwaComponent");
    }

    @Test
    void aGoodUriIsValid() {
        EndpointValidationResult result = catalog.validateEndpointProperties(
                "ucwa:participantInvitation?sipAddress=sip:bot@fabrikam.example&password=x&pollTimeout=3m&bodyType=json"
                        + "&http.connectTimeout=5s&eventTypes=completed");
        assertThat(result.isSuccess()).as(result.summaryErrorMessage(false)).isTrue();
    }

    @Test
    void aMisspeltOptionIsFound() {
        assertThat(catalog.validateEndpointProperties("ucwa:participantInvitation?bodyTyp=json").getUnknown())
                .containsExactly("bodyTyp");
    }

    @Test
    void anUnknownResourceIsFound() {
        assertThat(catalog.validateEndpointProperties("ucwa:nothing").getInvalidEnum()).containsEntry("resource", "nothing");
    }

    @Test
    void anOptionOfTheConsumerIsRefusedOnAProducer() {
        assertThat(catalog.validateEndpointProperties("ucwa:participantInvitation?eventTypes=started", false, false, true)
                .getNotProducerOnly()).containsExactly("eventTypes");
    }

    @Test
    void aUriIsMadeOfOptions() throws Exception {
        assertThat(catalog.asEndpointUri("ucwa", Map.of("resource", "invitation", "fetch", "never"), false))
                .isEqualTo("ucwa:invitation?fetch=never");
    }

    @Test
    void aRunningContextTellsTheOptionsToo() throws Exception {
        assertThat(json().getMap("component").get("scheme")).isEqualTo("ucwa");
    }

    @Test
    void everyHeaderIsDescribed() throws Exception {
        Map<String, JsonObject> headers = json().getMap("headers");
        List<String> names = new ArrayList<>();
        for (Field constant : UcwaConstants.class.getFields()) {
            if (Modifier.isStatic(constant.getModifiers())) {
                names.add((String) constant.get(null));
            }
        }
        assertThat(headers.keySet()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(headers).allSatisfy((name, header) -> {
            assertThat(header.getString("description")).as("description of " + name).isNotBlank();
            assertThat(header.getString("javaType")).as("type of " + name).isIn("String", "Boolean", "Integer", "Long");
            assertThat(header.getString("constantName")).as("constant of " + name).startsWith(UcwaConstants.class.getName());
        });
    }

    @Test
    void everyOptionIsDescribed() throws Exception {
        for (String kind : List.of("componentProperties", "properties")) {
            Map<String, JsonObject> options = json().getMap(kind);
            assertThat(options).hasSizeGreaterThan(30).allSatisfy((name, option) -> assertThat(option.getString("description"))
                    .as(kind + " " + name).isNotBlank());
        }
    }

    @Test
    void secretsAreMarked() throws Exception {
        for (String kind : List.of("componentProperties", "properties")) {
            Map<String, JsonObject> options = json().getMap(kind);
            for (String secret : List.of("username", "password", "accessToken", "oauth2ClientId", "oauth2ClientSecret")) {
                assertThat(options.get(secret).getBoolean("secret")).as(kind + " " + secret).isTrue();
            }
        }
    }

    private static JsonObject json() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            return parse(context.getComponentParameterJsonSchema("ucwa"));
        }
    }

    private static JsonObject parse(String schema) throws DeserializationException {
        return (JsonObject) Jsoner.deserialize(schema);
    }
}
