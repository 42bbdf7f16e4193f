package io.github.camelucwa.channel;

import io.github.camelucwa.http.CallFailedException;

/** Who takes events of the channel. All methods return at once; none runs a route on the calling thread. */
public interface EventListener {

    /** What it is known by over restarts: Camel makes a new consumer when a stopped route is started again. */
    String name();

    /** Whether this event is for this listener at all; what it does not want, it does not hold up. */
    boolean wants(ReceivedEvent event);

    /** Takes an event over, and ends the delivery sooner or later. */
    void deliver(Delivery delivery);

    /** Whether it wants polling to go on: false while suspended. */
    boolean isActive();

    /** Tells a person about trouble of the channel. Called once when trouble of a new sort begins. */
    void trouble(String message, CallFailedException cause);
}
