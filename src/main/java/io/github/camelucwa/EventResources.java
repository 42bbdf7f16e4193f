package io.github.camelucwa;

import java.net.URI;
import java.util.Optional;

import io.github.camelucwa.account.Account;
import io.github.camelucwa.account.InvitationOperations.Fetched;
import io.github.camelucwa.channel.ReceivedEvent;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.FailureKind;
import io.github.camelucwa.model.Event;
import io.github.camelucwa.model.Resource;

/** Finds the resource of an event: embedded, fetched, or made of what the event tells. */
final class EventResources {

    private final String fetch;
    private final Account account;

    EventResources(String fetch, Account account) {
        this.fetch = fetch;
        this.account = account;
    }

    /**
     * A resource and where it is from.
     *
     * @param base        what its hrefs are relative to
     * @param raw         bytes as the server sent them, or null
     * @param fetchFailed whether it could not be fetched any more
     * @param complete    whether more is known of it than its link
     */
    record Found(Resource resource, URI base, byte[] raw, boolean fetchFailed, boolean complete) {
    }

    Found find(ReceivedEvent received) throws CallFailedException {
        Event event = received.event();
        boolean lost = ReceivedEvent.LOST.equals(event.type());
        boolean wanted = "always".equals(fetch) || "whenMissing".equals(fetch) && event.resource() == null;
        if (lost || !wanted) {
            return known(received, false);
        }
        Optional<URI> target = received.target();
        if (target.isEmpty()) {
            return known(received, true);
        }
        try {
            Fetched fetched = fetchTwice(target.get());
            return new Found(fetched.resource(), fetched.href(), fetched.raw(), false, true);
        } catch (CallFailedException e) {
            if (e.kind() == FailureKind.NOT_FOUND || e.kind() == FailureKind.APPLICATION_LOST) {
                return known(received, true);
            }
            throw e;
        }
    }

    /** What the event tells by itself. */
    Found known(ReceivedEvent received, boolean fetchFailed) {
        Event event = received.event();
        if (event.resource() != null) {
            return new Found(event.resource(), received.base(), null, fetchFailed, true);
        }
        Resource.Builder told = Resource.builder(event.link().rel());
        told.link("self", event.link().href());
        return new Found(told.build(), received.base(), null, fetchFailed, false);
    }

    /** An invitation announced just now may not be there yet on another node; gone is gone at the second look. */
    private Fetched fetchTwice(URI target) throws CallFailedException {
        try {
            return account.operations().fetch(target);
        } catch (CallFailedException e) {
            if (e.kind() != FailureKind.NOT_FOUND) {
                throw e;
            }
            return account.operations().fetch(target);
        }
    }
}
