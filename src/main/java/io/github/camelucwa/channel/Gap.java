package io.github.camelucwa.channel;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What nobody will tell any more after the channel was interrupted, as far as the channel has not told it yet: all unfinished
 * invitations of a lost application, or those whose present state is to be asked. Belongs to the channel's thread.
 */
final class Gap {

    private final Backoff pauses;
    private final Set<String> toAsk = new LinkedHashSet<>();
    private boolean applicationLost;
    private long askAt = System.nanoTime();

    /** @param pauses between attempts to ask what could not be asked */
    Gap(Backoff pauses) {
        this.pauses = pauses;
    }

    /** The application is gone and its hrefs with it. */
    void applicationLost() {
        applicationLost = true;
        toAsk.clear();
    }

    boolean isApplicationLost() {
        return applicationLost;
    }

    /** All that was lost has been told. */
    void lostTold() {
        applicationLost = false;
    }

    /** The present state of these invitations is to be asked. */
    void ask(Collection<String> invitations) {
        toAsk.addAll(invitations);
        askAt = System.nanoTime();
    }

    /** Those to be asked, oldest first. */
    List<String> toAsk() {
        return List.copyOf(toAsk);
    }

    boolean isAskDue() {
        return !toAsk.isEmpty() && System.nanoTime() - askAt >= 0;
    }

    /** Only these are still to be asked, and not at once: meanwhile the channel goes on. */
    void unanswered(Collection<String> invitations) {
        toAsk.retainAll(invitations);
        if (toAsk.isEmpty()) {
            pauses.reset();
        } else {
            askAt = System.nanoTime() + pauses.next(Duration.ZERO).toNanos();
        }
    }
}
