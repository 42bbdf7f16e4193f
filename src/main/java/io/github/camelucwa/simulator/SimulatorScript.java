package io.github.camelucwa.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What other people do, written down as JSON:
 *
 * <pre>{@code
 * {
 *   "time": 10,
 *   "users":  [ { "sip": "sip:bot@fabrikam.example", "password": "s3cret" } ],
 *   "people": { "sip:bob@fabrikam.example": { "reaction": "declines", "after": 2 },
 *               "sip:eve@fabrikam.example": { "reaction": "staysSilent" } },
 *   "steps":  [ { "at": 1, "do": "startConversation", "name": "desk", "subject": "Help desk" },
 *               { "at": 2, "do": "invite", "in": "desk", "who": "sip:bob@fabrikam.example", "name": "bob" },
 *               { "at": 9, "do": "ring", "invitation": "bob" } ],
 *   "repeat": 60
 * }
 * }</pre>
 *
 * <p>All members are optional. {@code time} is the factor of {@link SimulatedTime#scaled(double)}; durations are seconds of server
 * time. The steps begin when a client polls its event channel; {@code at} counts from there, and {@code repeat} is when they begin
 * anew. A step is done in the latest application of the user named by {@code account}, or of the first user; {@code name} gives the
 * conversation or invitation it makes a name for later steps. A step that cannot be done is logged and skipped.</p>
 *
 * <table>
 * <caption>Steps</caption>
 * <tr><th>{@code do}</th><th>further members</th></tr>
 * <tr><td>{@code startConversation}</td><td>{@code subject}, {@code with} (SIP address: two-party), {@code name}</td></tr>
 * <tr><td>{@code invite}</td><td>{@code in}, {@code who}, {@code name}, and those of
 * {@code react}</td></tr>
 * <tr><td>{@code join}, {@code leave}</td><td>{@code in}, {@code who}</td></tr>
 * <tr><td>{@code say}</td><td>{@code in}, {@code who}, {@code text}</td></tr>
 * <tr><td>{@code endConversation}</td><td>{@code in}</td></tr>
 * <tr><td>{@code incomingMeeting}, {@code incomingMessage}, {@code incomingCall}, {@code incomingPhoneCall}</td>
 * <td>{@code from}, {@code subject}, {@code text}, {@code name}</td></tr>
 * <tr><td>{@code accept}, {@code decline}, {@code ring}, {@code staySilent}, {@code withdraw}, {@code takeElsewhere}</td>
 * <td>{@code invitation}</td></tr>
 * <tr><td>{@code react}</td><td>{@code who}, {@code reaction}, {@code after}, {@code ringing}</td></tr>
 * <tr><td>{@code cutPoll}, {@code loseApplication}, {@code loseEvents}, {@code fallSilent}, {@code loseEverything},
 * {@code expireTokens}</td><td>none</td></tr>
 * <tr><td>{@code endPoll}</td><td>{@code status}</td></tr>
 * <tr><td>{@code expire}</td><td>{@code subcode}</td></tr>
 * <tr><td>{@code fault}</td><td>{@code on} (a {@link RequestKind}; any if missing), {@code times}, and {@code status} or {@code effect}:
 * {@code cut}, {@code loseAnswer}, {@code cutBody}, {@code silence}, {@code html}, {@code garbage}, {@code empty}</td></tr>
 * <tr><td>{@code clearFaults}</td><td>none</td></tr>
 * </table>
 *
 * <p>Reactions: {@code accepts}, {@code acceptsAtOnce}, {@code declines}, {@code staysSilent}, {@code isUnknown},
 * {@code isRefusedAsUnknown}, {@code isBusy}, {@code doesNotWantToBeDisturbed}, {@code isUnreachable}, as in {@link SimulatedPerson}.
 * Conversations and invitations can also be named by their href.</p>
 */
public final class SimulatorScript {

    private final JsonNode tree;
    private final List<JsonNode> steps = new ArrayList<>();

    private SimulatorScript(JsonNode tree) {
        this.tree = tree;
        double last = 0;
        for (JsonNode step : tree.path("steps")) {
            Steps.check(step, steps.size());
            if (step.path("at").asDouble() < last) {
                throw new IllegalArgumentException("step " + steps.size() + " is earlier than the one before: " + step);
            }
            last = step.path("at").asDouble();
            steps.add(step);
        }
    }

    /**
     * Reads a script.
     *
     * @throws UncheckedIOException     when the file cannot be read
     * @throws IllegalArgumentException when it is no script; the message names the step
     */
    public static SimulatorScript read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The script " + file + " cannot be read", e);
        }
    }

    /**
     * Reads a script from text.
     *
     * @throws IllegalArgumentException when it is no script; the message names the step
     */
    public static SimulatorScript parse(String json) {
        try {
            JsonNode tree = new ObjectMapper().readTree(json);
            if (!tree.isObject()) {
                throw new IllegalArgumentException("a script is a JSON object");
            }
            return new SimulatorScript(tree);
        } catch (IOException e) {
            throw new IllegalArgumentException("the script is no JSON: " + e.getMessage(), e);
        }
    }

    JsonNode tree() {
        return tree;
    }

    List<JsonNode> steps() {
        return steps;
    }

    /** Seconds of server time after which it begins anew; 0 for once. */
    double repeat() {
        return tree.path("repeat").asDouble();
    }
}
