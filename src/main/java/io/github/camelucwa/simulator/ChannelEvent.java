package io.github.camelucwa.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One event on its way to the client (protocol section 6.2).
 *
 * @param senderRel  rel of the resource that raised it
 * @param senderHref href of that resource
 * @param node       the event itself
 * @param urgency    how long it may wait
 */
record ChannelEvent(String senderRel, String senderHref, ObjectNode node, Urgency urgency) {

    /** Protocol section 6.4. */
    enum Urgency { HIGH, MEDIUM, LOW }

    static ChannelEvent of(String senderRel, String senderHref, String type, String rel, String href) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putObject("link").put("rel", rel).put("href", href);
        node.put("type", type);
        return new ChannelEvent(senderRel, senderHref, node, Urgency.HIGH);
    }

    ChannelEvent titled(String title) {
        ((ObjectNode) node.get("link")).put("title", title);
        return this;
    }

    ChannelEvent in(String rel, String href, String title) {
        node.putObject("in").put("rel", rel).put("href", href).put("title", title);
        return this;
    }

    /** Embeds the resource under the rel of the link. */
    ChannelEvent embedding(Resource resource) {
        node.putObject("_embedded").set(node.at("/link/rel").asText(), resource.tree());
        return this;
    }

    ChannelEvent withOutcome(Outcome outcome) {
        node.put("status", outcome.success() ? "Success" : "Failure");
        if (!outcome.success()) {
            node.set("reason", UcwaError.reason(outcome.code(), outcome.subcode(), outcome.message()));
        }
        return this;
    }

    ChannelEvent because(Outcome outcome) {
        node.set("reason", UcwaError.reason(outcome.code(), outcome.subcode(), outcome.message()));
        return this;
    }

    ChannelEvent at(Urgency changed) {
        return new ChannelEvent(senderRel, senderHref, node, changed);
    }

    String type() {
        return node.path("type").asText();
    }

    String target() {
        return node.at("/link/href").asText();
    }
}
