package io.github.camelucwa.channel;

/** One event on its way to one listener; ends by either method, the first call counts. */
public interface Delivery {

    /** What is delivered. */
    ReceivedEvent event();

    /** The listener is done with it: as far as this listener is concerned it may be forgotten. */
    void done();

    /**
     * The listener goes without having processed it. It is not acknowledged by that, stays in the journal, and comes again
     * when a listener of the same name is added.
     */
    void putBack();
}
