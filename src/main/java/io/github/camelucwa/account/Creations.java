package io.github.camelucwa.account;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.camelucwa.account.Waiters.Waiter;
import io.github.camelucwa.channel.Backoff;
import io.github.camelucwa.http.Answer;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.FailureKind;
import io.github.camelucwa.http.Request;
import io.github.camelucwa.http.Urls;
import io.github.camelucwa.model.Invitation;

/** POSTs that create an invitation: nobody is invited twice, however the answer gets lost (protocol §11.5). */
final class Creations {

    /** How long the channel is watched for an operation whose POST ended unclear, before the POST is repeated. */
    private static final Duration LOOK = Duration.ofSeconds(5);
    /** Between two looks at what events only linked to. */
    private static final Duration STEP = Duration.ofMillis(50);

    /**
     * What was created.
     *
     * @param href   the invitation
     * @param status HTTP status; 201 also when only an event tells that it exists
     */
    record Created(URI href, int status) {
    }

    private final ResourceCalls calls;
    private final Repeats repeats;

    Creations(ResourceCalls calls, Repeats repeats) {
        this.calls = calls;
        this.repeats = repeats;
    }

    /**
     * Posts, again only when it is certain, or after a while of watching likely, that the attempt before made nothing.
     *
     * @param waiter registered for the operationId in the request
     */
    Created create(Request request, Waiter waiter, String operationId) throws CallFailedException {
        Backoff pauses = repeats.pauses();
        for (int attempt = 1;; attempt++) {
            try {
                return created(request, calls.call(request), waiter, operationId);
            } catch (CallFailedException e) {
                if (!Repeats.isWorthRepeating(e)) {
                    throw e;
                }
                if (!isRefusal(e)) {
                    URI href = showsUp(waiter, operationId);
                    if (href != null) {
                        return new Created(href, 201);
                    }
                }
                if (attempt == Repeats.ATTEMPTS || !repeats.pause(pauses, e)) {
                    throw e;
                }
            }
        }
    }

    private Created created(Request request, Answer answer, Waiter waiter, String operationId) throws CallFailedException {
        String location = answer.header("location");
        if (location != null && !location.isBlank()) {
            try {
                waiter.is(Urls.resolve(answer.uri(), location));
            } catch (IllegalArgumentException notUsable) {
                // the event will tell
            }
        }
        URI href = showsUp(waiter, operationId);
        if (href == null) {
            // not to be repeated: it was taken
            throw new CallFailedException(FailureKind.REJECTED, request.label() + " answered " + answer.status()
                    + ", but neither a Location nor an event tells where the invitation is (operationId " + operationId + ")",
                    Urls.label(request.uri()), null);
        }
        return new Created(href, answer.status());
    }

    /** The server says itself that it did nothing. */
    private static boolean isRefusal(CallFailedException failure) {
        return failure.status() >= 400 && failure.status() < 500;
    }

    /** Watches the channel for the operationId, and looks behind links that come without one. */
    private URI showsUp(Waiter waiter, String operationId) throws CallFailedException {
        long end = System.nanoTime() + LOOK.toNanos();
        try {
            while (System.nanoTime() - end < 0) {
                URI candidate = waiter.created().isDone() ? null : waiter.nextUnknown(Duration.ZERO);
                if (candidate != null && isOurs(candidate, operationId)) {
                    waiter.is(candidate);
                }
                try {
                    return waiter.created().get(STEP.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    // look again
                }
            }
            return null;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CallFailedException failed ? failed
                    : new CallFailedException(FailureKind.TRANSIENT, e.getMessage(), null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailedException(FailureKind.STOPPED, "Interrupted while looking for operationId " + operationId, null,
                    e);
        }
    }

    private boolean isOurs(URI candidate, String operationId) {
        try {
            return operationId.equals(Invitation.of(calls.fetch(candidate).resource()).getOperationId());
        } catch (CallFailedException e) {
            // gone already or not to be had: nothing can be told of it
            return false;
        }
    }
}
