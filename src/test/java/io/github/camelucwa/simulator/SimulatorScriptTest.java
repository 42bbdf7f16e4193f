package io.github.camelucwa.simulator;

import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static io.github.camelucwa.simulator.TestClient.BOT;
import static io.github.camelucwa.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Scripts of what other people do. */
class SimulatorScriptTest {

    @Test
    void playsTheSample() throws URISyntaxException {
        Path sample = Path.of(getClass().getResource("help-desk.json").toURI());
        try (UcwaSimulator server = TestClient.server().start()) {
            server.addUser(BOT, TestClient.PASSWORD);
            server.play(SimulatorScript.read(sample));
            TestClient client = new TestClient(server);
            String next = client.application("a").at("/_links/events/href").asText();
            List<String> events = new ArrayList<>();
            while (events.stream().noneMatch(event -> event.startsWith("conversation deleted"))) {
                HttpResponse<String> answer = client.get(next);
                if (answer.statusCode() == 200) {
                    next = json(answer).at("/_links/next/href").asText();
                    json(answer).path("sender").forEach(sender -> sender.path("events").forEach(event -> events.add(line(event))));
                }
            }
            assertThat(events).contains("participantInvitation updated ", "participantInvitation completed Success",
                    "participantInvitation completed Failure", "message completed Success");
            assertThat(server.requests().of(RequestKind.EVENTS)).extracting(RecordedRequest::status).contains(503);
            assertThat(server.accounts()).hasSize(2);
        }
    }

    @Test
    void refusesStepsItDoesNotKnow() {
        assertThatThrownBy(() -> SimulatorScript.parse("{\"steps\":[{\"do\":\"dance\"}]}"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("step 0");
    }

    @Test
    void refusesStepsThatLackSomething() {
        assertThatThrownBy(() -> SimulatorScript.parse("{\"steps\":[{\"do\":\"loseEvents\"},{\"do\":\"invite\",\"in\":\"desk\"}]}"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("step 1 has no who");
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThatThrownBy(() -> SimulatorScript.parse("steps: none")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String line(JsonNode event) {
        return event.at("/link/rel").asText() + " " + event.path("type").asText() + " " + event.path("status").asText();
    }
}
