package io.github.camelucwa.account;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelucwa.channel.ReceivedEvent;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.model.Event;
import io.github.camelucwa.model.Invitation;

/**
 * Operations that wait for an event of their invitation. Registered before the request is sent, since the event may be there
 * before its answer (protocol §6.3); ended by the channel, a timer or the stop, whoever is first.
 */
final class Waiters {

    private final List<Waiter> waiters = new CopyOnWriteArrayList<>();

    /** One waiting operation. */
    final class Waiter {
        private final String operationId;
        private final CompletableFuture<URI> created = new CompletableFuture<>();
        private final CompletableFuture<ReceivedEvent> completed = new CompletableFuture<>();
        private volatile URI href;

        private Waiter(String operationId, URI href) {
            this.operationId = operationId;
            this.href = href;
        }

        /** The invitation this operation is about, as soon as it is known. */
        void is(URI invitation) {
            href = invitation;
            created.complete(invitation);
        }

        /** Ends with the invitation's URL as soon as an event shows that it exists. */
        CompletableFuture<URI> created() {
            return created;
        }

        /** Ends with the event that ended the invitation. */
        CompletableFuture<ReceivedEvent> completed() {
            return completed;
        }

        void done() {
            waiters.remove(this);
        }

        private void see(ReceivedEvent received) {
            Event event = received.event();
            URI target = received.target().orElse(null);
            boolean mine = href != null && href.equals(target)
                    || operationId != null && event.resource() != null
                    && operationId.equals(Invitation.of(event.resource()).getOperationId());
            if (!mine) {
                return;
            }
            if (target != null && href == null) {
                is(target);
            }
            boolean ended = event.isCompleted() || ReceivedEvent.LOST.equals(event.type())
                    || event.resource() != null && Invitation.of(event.resource()).isFinal();
            if (ended) {
                completed.complete(received);
            }
        }
    }

    Waiter register(String operationId, URI href) {
        Waiter waiter = new Waiter(operationId, href);
        waiters.add(waiter);
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

    void failAll(CallFailedException cause) {
        waiters.forEach(w -> {
            w.created.completeExceptionally(cause);
            w.completed.completeExceptionally(cause);
        });
        waiters.clear();
    }
}
