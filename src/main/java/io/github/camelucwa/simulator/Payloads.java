package io.github.camelucwa.simulator;

import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Turns trees into text and strews in what newer servers might send, so that clients learn to ignore it (protocol section 9.7). */
final class Payloads {

    private final Random random;
    private final XmlRenderer xml = new XmlRenderer();

    /** @param random null for plain payloads: natural order, nothing unknown */
    Payloads(Random random) {
        this.random = random;
    }

    String json(Answer answer) {
        return json(varied(answer));
    }

    /** As it stands, without additions. */
    String json(JsonNode tree) {
        synchronized (this) {
            return new JsonRenderer(random).render(tree);
        }
    }

    String xml(Answer answer) {
        return xml.render(varied(answer), answer.shape());
    }

    private ObjectNode varied(Answer answer) {
        ObjectNode tree = answer.tree();
        if (random == null || answer.shape() == Answer.Shape.OPERATIONS_QUEUED) {
            return tree;
        }
        ObjectNode copy = tree.deepCopy();
        synchronized (this) {
            strew(copy);
        }
        return copy;
    }

    private void strew(JsonNode node) {
        for (JsonNode child : node) {
            strew(child);
        }
        // only resources grow: they are what has links
        if (node instanceof ObjectNode object && object.has("_links") && random.nextInt(4) == 0) {
            int number = random.nextInt(1000);
            switch (random.nextInt(3)) {
                case 0 -> object.put("msFutureProperty" + number, "Unknown to today's clients");
                case 1 -> object.put("msFutureDate" + number, "/Date(1364327898968)/");
                default -> ((ObjectNode) object.get("_links")).putObject("futureLink" + number).put("href", "/ucwa/oauth/v9/future/" + number)
                        .put("revision", "9");
            }
        }
    }
}
