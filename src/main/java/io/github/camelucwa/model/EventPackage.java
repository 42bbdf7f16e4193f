package io.github.camelucwa.model;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * One answer of the event channel (protocol §6.2, §6.6). All hrefs are as written, to be resolved against the URL asked.
 *
 * @param self     the URL that was asked, or null
 * @param next     the URL for the next request, or null
 * @param resume   stands instead of {@code next} after long silence, or null
 * @param resync   the only link when the acknowledgement did not fit, or null
 * @param events   in the order of the server, never null
 * @param problems what could not be understood and was left out, one line each, for the log; never null
 */
public record EventPackage(String self, String next, String resume, String resync, List<Event> events, List<String> problems)
        implements Serializable {

    /** Copies the lists; null stands for empty. */
    public EventPackage {
        events = events == null ? List.of() : List.copyOf(events);
        problems = problems == null ? List.of() : List.copyOf(problems);
    }

    /** True if the answer tells where to go on; false means it was no answer of the event channel. */
    public boolean hasFollower() {
        return follower().isPresent();
    }

    /** Where to go on: {@code next}, else {@code resume}, else {@code resync}. */
    public Optional<String> follower() {
        if (next != null) {
            return Optional.of(next);
        }
        return Optional.ofNullable(resume != null ? resume : resync);
    }
}
