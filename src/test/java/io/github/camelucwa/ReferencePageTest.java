package io.github.camelucwa;

import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.model.Participant;
import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedConversation;
import io.github.camelucwa.simulator.SimulatedInvitation;
import org.apache.camel.Endpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code docs/reference.md} says what the code says, and its routes run. */
class ReferencePageTest extends ProducerTestSupport {

    private static final Map<String, RequestKind> REQUESTS = Map.of("get", RequestKind.INVITATION, "cancel", RequestKind.CANCEL,
            "accept", RequestKind.ACCEPT, "decline", RequestKind.DECLINE, "addParticipant", RequestKind.ADD_PARTICIPANT,
            "startOnlineMeeting", RequestKind.START_ONLINE_MEETING);

    private static String page() throws Exception {
        return Files.readString(Path.of("docs", "reference.md"));
    }

    private static JsonNode metadata() throws Exception {
        try (InputStream in = Files.newInputStream(
                Path.of("src/generated/resources/META-INF/io/github/camelucwa/ucwa.json"))) {
            return new ObjectMapper().readTree(in);
        }
    }

    /** Rows of a table between two marks, without its head. */
    private static List<String> table(String name) throws Exception {
        String page = page();
        String part = page.substring(page.indexOf("<!-- " + name + ": begin -->"), page.indexOf("<!-- " + name + ": end -->"));
        return part.lines().filter(l -> l.startsWith("| `")).toList();
    }

    private static String text(String description) {
        return description.replace("|", "\\|");
    }

    @Test
    void theOptionsAreThoseOfTheMetadata() throws Exception {
        List<String> rows = new java.util.ArrayList<>();
        metadata().get("properties").fields().forEachRemaining(option -> {
            JsonNode o = option.getValue();
            if ("parameter".equals(o.get("kind").asText())) {
                String standard = o.path("defaultValue").asText("");
                rows.add("| `" + option.getKey() + "` | " + o.get("group").asText() + " | "
                        + (standard.isEmpty() ? "-" : "`" + standard + "`") + " | " + text(o.get("description").asText()) + " |");
            }
        });
        assertThat(table("options")).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void theHeadersAreThoseOfTheMetadata() throws Exception {
        List<String> rows = new java.util.ArrayList<>();
        metadata().get("headers").fields().forEachRemaining(header -> {
            JsonNode h = header.getValue();
            String type = h.get("javaType").asText();
            String label = h.path("label").asText("");
            rows.add("| `" + header.getKey() + "` | " + type.substring(type.lastIndexOf('.') + 1) + " | "
                    + (label.isEmpty() ? "both" : label) + " | " + text(h.get("description").asText()) + " |");
        });
        assertThat(table("headers")).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void everyConstantIsAHeaderOfTheMetadata() throws Exception {
        Set<String> constants = new TreeSet<>();
        for (var field : UcwaConstants.class.getFields()) {
            constants.add((String) field.get(null));
        }
        Set<String> documented = new TreeSet<>();
        metadata().get("headers").fieldNames().forEachRemaining(documented::add);
        assertThat(documented).isEqualTo(constants);
    }

    static Stream<Class<?>> bodies() {
        return Stream.of(Invitation.class, Participant.class);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void theValuesAreTheGettersOfTheClass(Class<?> type) throws Exception {
        Set<String> getters = Arrays.stream(type.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers()) && !Modifier.isStatic(m.getModifiers()) && !m.isSynthetic())
                .filter(m -> m.getParameterCount() == 0 && m.getName().matches("(get|is)[A-Z].*"))
                .map(m -> m.getName() + "()").collect(Collectors.toCollection(TreeSet::new));
        Set<String> told = table(type.getSimpleName().toLowerCase(java.util.Locale.ROOT)).stream().map(l -> l.split("`")[1])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(getters);
    }

    @Test
    void theOperationsAreThoseOfTheProducer() throws Exception {
        String page = page();
        String part = page.substring(page.indexOf("## Operations"), page.indexOf("### Read and cancel"));
        assertThat(part.lines().filter(l -> l.startsWith("| `")).map(l -> l.split("`")[1]))
                .containsExactly(UcwaOperations.NAMES);
    }

    @Test
    void everyYamlSnippetHasItsJavaBesideIt() throws Exception {
        assertThat(page().split("```java\n", -1)).hasSameSizeAs(page().split("```yaml\n", -1));
    }

    static Stream<String> snippets() throws Exception {
        return Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page()).results().map(m -> m.group(1));
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void theYamlRoutesRun(String yaml) throws Exception {
        options().setSignInAs("Online");
        context.start();
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromBytes("reference.yaml",
                yaml.getBytes(StandardCharsets.UTF_8)));
        template = context.createProducerTemplate();
        template.send("ucwa:invitation?href=/ucwa/oauth/v1/applications", e -> { });
        account().awaitApplication(PATIENCE);
        SimulatedConversation desk = account().startConversation("Incident 4711");
        server.invite(BOB).staysSilent();
        SimulatedInvitation pending = desk.invite(BOB);
        account().incomingMeetingInvitation("sip:alice@fabrikam.example", "Incident");
        account().incomingMessagingInvitation("sip:alice@fabrikam.example", "Incident", "Hello");
        for (Endpoint endpoint : List.copyOf(context.getEndpoints())) {
            if (endpoint.getEndpointUri().startsWith("direct:")) {
                assertThat(template.send(endpoint, e -> {
                    e.getMessage().setHeader(UcwaConstants.HREF, pending.href());
                    e.getMessage().setHeader(UcwaConstants.CONVERSATION, desk.href());
                }).getException()).isNull();
            }
        }
        for (String operation : operations(yaml)) {
            await().atMost(PATIENCE).until(() -> server.requests().of(REQUESTS.get(operation)).stream()
                    .anyMatch(r -> r.status() >= 200 && r.status() < 300));
        }
        assertThat(context.getRoutes()).isNotEmpty();
    }

    private static List<String> operations(String yaml) {
        return Pattern.compile("operation: (\\w+)").matcher(yaml).results().map((MatchResult m) -> m.group(1)).toList();
    }
}
