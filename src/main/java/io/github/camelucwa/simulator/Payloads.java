package io.github.camelucwa.simulator;

import java.util.Random;
import java.util.function.BinaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Turns trees into text and strews in what newer servers might send, so that clients learn to ignore it (protocol section 9.7). */
final class Payloads {

    private final Long seed;
    private final Behaviour behaviour;
    private final XmlRenderer xml = new XmlRenderer();

    /** @param seed null for plain payloads: natural order, nothing unknown */
    Payloads(Long seed, Behaviour behaviour) {
        this.seed = seed;
        this.behaviour = behaviour;
    }

    String json(Answer answer) {
        Random random = random(answer.tree());
        return new JsonRenderer(random).render(varied(answer, random));
    }

    String xml(Answer answer) {
        return xml.render(varied(answer, random(answer.tree())), answer.shape());
    }

    /** The same tree always looks the same, so that a package delivered again is the same to the last byte. */
    private Random random(JsonNode tree) {
        return seed == null ? null : new Random(seed ^ tree.hashCode());
    }

    private ObjectNode varied(Answer answer, Random random) {
        BinaryOperator<String> links = behaviour.links();
        ObjectNode copy = answer.tree().deepCopy();
        if (links != null) {
            changeLinks(null, copy, links);
        }
        if (random != null && answer.shape() != Answer.Shape.OPERATIONS_QUEUED) {
            strew(copy, random);
        }
        return copy;
    }

    /** An href belongs to the rel beside it, as in events, or else to the name of the member it stands in. */
    private static void changeLinks(String name, JsonNode node, BinaryOperator<String> links) {
        if (node instanceof ObjectNode object && object.path("href").isTextual()) {
            String rel = object.path("rel").asText(name);
            object.put("href", links.apply(rel, object.path("href").asText()));
        }
        if (node.isArray()) {
            node.forEach(item -> changeLinks(name, item, links));
        } else {
            node.properties().forEach(member -> changeLinks(member.getKey(), member.getValue(), links));
        }
    }

    private static void strew(JsonNode node, Random random) {
        for (JsonNode child : node) {
            strew(child, random);
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
