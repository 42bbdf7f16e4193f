package io.github.camelucwa.channel;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

import io.github.camelucwa.http.Urls;
import io.github.camelucwa.model.Event;

/**
 * An event as the channel passes it on.
 *
 * @param id         the same whenever the server delivers the same event again
 * @param event      what the server told; type {@code lost} when the channel itself had to tell
 * @param base       URL of the answer it came in: its relative hrefs are resolved against it
 * @param receivedAt when the package arrived
 * @param replayed   whether it comes from the journal after a restart
 */
public record ReceivedEvent(String id, Event event, URI base, Instant receivedAt, boolean replayed) {

    /** Type of the events the channel makes for invitations whose end nobody will tell any more. */
    public static final String LOST = "lost";

    /** Absolute URL of the event's target; empty when the href is none. */
    public Optional<URI> target() {
        try {
            return Optional.of(Urls.resolve(base, event.link().href()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The same, marked as coming from the journal. */
    ReceivedEvent asReplayed() {
        return new ReceivedEvent(id, event, base, receivedAt, true);
    }

    @Override
    public String toString() {
        return event.type() + " " + event.link().rel() + " " + id;
    }
}
