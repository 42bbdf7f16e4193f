package io.github.camelucwa;

import java.util.List;
import java.util.Set;

import io.github.camelucwa.channel.ReceivedEvent;
import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.model.Resource;

/** Which events a consumer wants. What a resource that is not at hand would tell counts as wanted: nothing is lost. */
final class EventFilter {

    private final String resource;
    private final Set<String> types;
    private final String direction;
    private final List<String> states;

    EventFilter(UcwaEndpoint endpoint) {
        this.resource = endpoint.getResource();
        this.types = endpoint.wantedEventTypes();
        this.direction = endpoint.getDirection();
        this.states = Choice.list(endpoint.getStates());
    }

    /** By what the event itself says. */
    boolean wants(ReceivedEvent received) {
        boolean kind = UcwaEndpoint.ANY_INVITATION.equals(resource) ? received.event().isInvitation()
                : resource.equals(received.event().link().rel());
        return kind && types.contains(received.event().type());
    }

    /** By what the resource says. */
    boolean wants(ReceivedEvent received, Resource known) {
        Invitation invitation = Invitation.of(known);
        if (invitation.getDirection() != null && !"any".equals(direction)
                && !direction.equalsIgnoreCase(invitation.getDirection())) {
            return false;
        }
        return states.isEmpty() || invitation.getState() == null || ReceivedEvent.LOST.equals(received.event().type())
                || states.stream().anyMatch(s -> s.equalsIgnoreCase(invitation.getState()));
    }
}
