package io.github.camelucwa.account;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.camelucwa.channel.ReceivedEvent;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.FailureKind;
import io.github.camelucwa.http.Urls;
import io.github.camelucwa.model.Event;
import io.github.camelucwa.model.Invitation;

/**
 * Operations that wait for an event of their invitation. Registered before the request is sent, since the event may be there
 * before its answer (protocol §6.3); ended by the channel, a timer or the stop, whoever is first.
 */
final class Waiters {

    private final List<Waiter> waiters = new CopyOnWriteArrayList<>();
    private volatile CallFailedException ended;

    /** One waiting operation. */
    final class Waiter {
        private final String operationId;
        private final CompletableFuture<URI> created = new CompletableFuture<>();
        private final CompletableFuture<ReceivedEvent> completed = new CompletableFuture<>();
        /** Invitations that events only linked to while it was not known which one is ours. */
        private final BlockingQueue<URI> unknown = new LinkedBlockingQueue<>();
        // the following are guarded by this waiter
        private final List<ReceivedEvent> undecided = new ArrayList<>();
        private URI href;
        private ReceivedEvent lastFinal;

        private Waiter(String operationId, URI href) {
            this.operationId = operationId;
            this.href = href;
        }

        /** The invitation this operation is about, as soon as it is known. */
        void is(URI invitation) {
            List<ReceivedEvent> earlier;
            synchronized (this) {
                href = invitation;
                earlier = List.copyOf(undecided);
                undecided.clear();
            }
            created.complete(invitation);
            earlier.forEach(this::see);
        }

        /** Ends with the invitation's URL as soon as an event shows that it exists. */
        CompletableFuture<URI> created() {
            return created;
        }

        /** Ends with the event that ended the invitation. */
        CompletableFuture<ReceivedEvent> completed() {
            return completed;
        }

        /** An invitation that may be ours, since an event linked to it without telling its operationId; null when none in time. */
        URI nextUnknown(Duration limit) throws InterruptedException {
            return unknown.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** The wait has lasted long enough; an event with a final state, though not {@code completed}, is an end, too. */
        void timeUp(CallFailedException cause) {
            ReceivedEvent end;
            synchronized (this) {
                end = lastFinal;
            }
            if (end != null) {
                completed.complete(end);
            } else {
                completed.completeExceptionally(cause);
            }
        }

        void done() {
            waiters.remove(this);
        }

        private void see(ReceivedEvent received) {
            URI target = received.target().orElse(null);
            String told = received.event().resource() == null ? null
                    : Invitation.of(received.event().resource()).getOperationId();
            synchronized (this) {
                boolean mine = href != null && target != null && Urls.same(href, target)
                        || operationId != null && operationId.equals(told);
                if (!mine) {
                    if (href == null && target != null && told == null) {
                        // whose it is shows only when the answer to our POST names our invitation
                        undecided.add(received);
                        unknown.add(target);
                    }
                    return;
                }
                if (href == null && target != null) {
                    href = target;
                }
            }
            if (target != null) {
                created.complete(target);
            }
            end(received);
        }

        private void end(ReceivedEvent received) {
            Event event = received.event();
            if (event.isCompleted()) {
                completed.complete(received);
            } else if (ReceivedEvent.LOST.equals(event.type())) {
                completed.completeExceptionally(new CallFailedException(FailureKind.APPLICATION_LOST, "The server lost the"
                        + " application while the end of the invitation was awaited; how it ended is not known", null, null));
            } else if (event.resource() != null && Invitation.of(event.resource()).isFinal()) {
                synchronized (this) {
                    lastFinal = received;
                }
            }
        }
    }

    Waiter register(String operationId, URI href) {
        Waiter waiter = new Waiter(operationId, href);
        waiters.add(waiter);
        CallFailedException cause = ended;
        if (cause != null) {
            waiter.completed.completeExceptionally(cause);
        }
        return waiter;
    }

    boolean any() {
        return !waiters.isEmpty();
    }

    /** Called by the channel's thread for each event, before anybody else sees it. */
    void see(ReceivedEvent event) {
        if (event.event().isInvitation()) {
            waiters.forEach(w -> w.see(event));
        }
    }

    /** Nobody waits for the end of an invitation any more, neither now nor later; who is still creating one goes on. */
    void endWaits(CallFailedException cause) {
        ended = cause;
        waiters.forEach(w -> w.completed.completeExceptionally(cause));
    }

    void failAll(CallFailedException cause) {
        ended = cause;
        waiters.forEach(w -> {
            w.created.completeExceptionally(cause);
            w.completed.completeExceptionally(cause);
        });
        waiters.clear();
    }
}
