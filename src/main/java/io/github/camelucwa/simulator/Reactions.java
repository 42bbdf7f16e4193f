package io.github.camelucwa.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** How people react when invited: one after the other, the last for good. */
final class Reactions {

    private final Map<String, Deque<Reaction>> told = new HashMap<>();

    /** What the person does now; the next invitation may find another reaction. */
    synchronized Reaction take(String sipAddress) {
        Deque<Reaction> reactions = told.get(World.key(sipAddress));
        if (reactions == null) {
            return Reaction.STANDARD;
        }
        return reactions.size() > 1 ? reactions.removeFirst() : reactions.getFirst();
    }

    /** What was told last. */
    synchronized Reaction last(String sipAddress) {
        Deque<Reaction> reactions = told.get(World.key(sipAddress));
        return reactions == null ? Reaction.STANDARD : reactions.getLast();
    }

    /** Forgets what was told before. */
    synchronized void only(String sipAddress, Reaction reaction) {
        told.put(World.key(sipAddress), new ArrayDeque<>());
        then(sipAddress, reaction);
    }

    /** To come after what was told before. */
    synchronized void then(String sipAddress, Reaction reaction) {
        told.computeIfAbsent(World.key(sipAddress), key -> new ArrayDeque<>()).addLast(reaction);
    }

    /** Changes what was told last. */
    synchronized void change(String sipAddress, Reaction reaction) {
        Deque<Reaction> reactions = told.computeIfAbsent(World.key(sipAddress), key -> new ArrayDeque<>());
        reactions.pollLast();
        reactions.addLast(reaction);
    }

    synchronized void clear() {
        told.clear();
    }
}
