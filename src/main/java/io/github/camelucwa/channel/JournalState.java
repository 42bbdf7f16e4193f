package io.github.camelucwa.channel;

import java.util.List;

/**
 * All a restarted process needs to go on where the killed one was.
 *
 * @param revision    grows with each change
 * @param application URL of the application
 * @param follow      URL of the next P-GET: asking it acknowledges all that is in {@code pending}
 * @param pending     batches that routes are not done with, oldest first
 * @param open        last event of each invitation that was last seen unfinished
 * @param unasked     those of them whose present state was to be asked after a gap, and is not told yet
 */
public record JournalState(long revision, String application, String follow, List<List<ReceivedEvent>> pending,
                           List<ReceivedEvent> open, List<String> unasked) {

    public JournalState {
        pending = List.copyOf(pending);
        open = List.copyOf(open);
        unasked = List.copyOf(unasked);
    }
}
