package io.github.camelucwa.account;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.camelucwa.channel.ChannelState;
import io.github.camelucwa.channel.Connection;
import io.github.camelucwa.channel.EventChannel;
import io.github.camelucwa.channel.ReceivedEvent;
import io.github.camelucwa.http.Answer;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.CallHandle;
import io.github.camelucwa.http.FailureKind;
import io.github.camelucwa.http.Failures;
import io.github.camelucwa.http.Request;
import io.github.camelucwa.http.UcwaHttp;
import io.github.camelucwa.http.Urls;
import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.model.Link;
import io.github.camelucwa.model.Resource;
import io.github.camelucwa.wire.Wire;

/** What can be done with invitations (protocol §8): links are always taken from the resource, never built. */
public final class InvitationOperations {

    /** How long the channel is watched for an operation whose POST ended unclear, before the POST is repeated. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    /**
     * A resource that was read.
     *
     * @param href     its URL
     * @param resource its content
     * @param raw      the bytes as the server sent them
     */
    public record Fetched(URI href, Resource resource, byte[] raw) {
    }

    /**
     * An operation the server took.
     *
     * @param href        URL of the invitation
     * @param operationId what the invitation is correlated by, or null
     * @param status      HTTP status of the answer
     * @param ended       ends with the invitation; null when nobody asked to wait
     */
    public record Taken(URI href, String operationId, int status, CompletableFuture<Ended> ended) {
    }

    /**
     * An invitation that is over.
     *
     * @param event    the event that said so; null when it was over before
     * @param fetched  the invitation as it is now
     */
    public record Ended(ReceivedEvent event, Fetched fetched) {
    }

    private final AccountSettings settings;
    private final UcwaHttp http;
    private final EventChannel channel;
    private final Waiters waiters;
    private final Runtime runtime;
    private final Hrefs hrefs;
    private final Wire wire;
    private final Repeats repeats;

    InvitationOperations(AccountSettings settings, UcwaHttp http, EventChannel channel, Waiters waiters, Runtime runtime) {
        this.settings = settings;
        this.http = http;
        this.channel = channel;
        this.waiters = waiters;
        this.runtime = runtime;
        this.hrefs = new Hrefs(http.trusted());
        this.wire = Wire.of(settings.format());
        this.repeats = new Repeats(settings.channel());
    }

    void linkedBy(ReceivedEvent event) {
        hrefs.linkedBy(event);
    }

    void stop() {
        repeats.stop();
    }

    /**
     * Reads an invitation or a conversation.
     *
     * @param href as a route gave it
     * @throws IllegalArgumentException when the href may not be called
     */
    public Fetched get(String href) throws CallFailedException {
        return fetch(hrefs.resolve(href, connected().application()));
    }

    /** Reads a resource whose URL an event of the server named. */
    public Fetched fetch(URI url) throws CallFailedException {
        Answer answer = repeats.run(() -> call(Request.get(url, settings.format().accept())));
        Resource resource = Bodies.resource(answer);
        hrefs.linkedBy(resource, url);
        return new Fetched(url, resource, answer.body());
    }

    /**
     * Follows an operation's link of an invitation: cancel, accept, decline.
     *
     * @param rel     the operation
     * @param href    the invitation, as a route gave it; null when {@code known} tells
     * @param known   the invitation when it is at hand, or null
     * @param input   body to send, or null
     * @param timeout how long the end may take; null not to wait
     */
    public Taken follow(String rel, String href, Invitation known, Map<String, Object> input, Duration timeout)
            throws CallFailedException {
        Connection connection = connected();
        URI target = hrefs.resolve(href == null ? known.getHref() : href, connection.application());
        Resource resource = known == null ? fetch(target).resource() : known.getResource();
        URI link = operationLink(resource, target, rel, connection);
        Request request = input == null ? Request.post(link, settings.format().accept()) : post(link, input);
        if (timeout == null) {
            Answer answer = repeats.run(() -> call(request));
            return new Taken(target, null, answer.status(), null);
        }
        Waiters.Waiter waiter = waiters.register(null, target);
        channel.demandChanged();
        try {
            Answer answer = repeats.run(() -> call(request));
            boolean overBefore = known == null && Invitation.of(resource).isFinal();
            CompletableFuture<Ended> ended = overBefore
                    ? CompletableFuture.completedFuture(new Ended(null, new Fetched(target, resource, null)))
                    : ended(waiter, timeout);
            if (overBefore) {
                end(waiter);
            }
            return new Taken(target, null, answer.status(), ended);
        } catch (CallFailedException | RuntimeException e) {
            end(waiter);
            throw e;
        }
    }

    /**
     * Invites somebody into a conversation.
     *
     * @param conversation as a route gave it
     * @param to           whom, a SIP or tel URI
     * @param operationId  what to correlate by; null to make one
     * @param timeout      how long the end may take; null not to wait
     */
    public Taken addParticipant(String conversation, String to, String operationId, Duration timeout)
            throws CallFailedException {
        Connection connection = connected();
        URI target = hrefs.resolve(conversation, connection.application());
        URI link = operationLink(fetch(target).resource(), target, "addParticipant", connection);
        return create(link, Map.of("to", to), operationId, timeout);
    }

    /**
     * Starts an online meeting, whose conversation others can be added to.
     *
     * @param subject     its subject, or null
     * @param operationId what to correlate by; null to make one
     * @param timeout     how long the end may take; null not to wait
     */
    public Taken startOnlineMeeting(String subject, String operationId, Duration timeout) throws CallFailedException {
        Connection connection = connected();
        Resource communication = connection.resource().embedded("communication").orElse(connection.resource());
        URI link = operationLink(communication, connection.application(), "startOnlineMeeting", connection);
        return create(link, subject == null ? Map.of() : Map.of("subject", subject), operationId, timeout);
    }

    private Taken create(URI link, Map<String, Object> what, String wantedId, Duration timeout) throws CallFailedException {
        String operationId = wantedId == null ? UUID.randomUUID().toString() : wantedId;
        Map<String, Object> input = new java.util.LinkedHashMap<>(what);
        input.put("operationId", operationId);
        Waiters.Waiter waiter = waiters.register(operationId, null);
        channel.demandChanged();
        boolean waits = false;
        try {
            int status = postOnce(post(link, input), waiter);
            URI href = waiter.created().get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            waits = timeout != null;
            return new Taken(href, operationId, status, waits ? ended(waiter, timeout) : null);
        } catch (TimeoutException e) {
            throw new CallFailedException(FailureKind.MALFORMED, "POST " + Urls.label(link)
                    + " was accepted, but neither a Location nor an event tells where the invitation is (operationId "
                    + operationId + ")", Urls.label(link), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CallFailedException failed ? failed
                    : new CallFailedException(FailureKind.TRANSIENT, e.getMessage(), Urls.label(link), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailedException(FailureKind.STOPPED, "Interrupted", Urls.label(link), e);
        } finally {
            if (!waits) {
                end(waiter);
            }
        }
    }

    /** A POST that creates is repeated only when the channel, watched for a while, shows no trace of it (protocol §11.5). */
    private int postOnce(Request request, Waiters.Waiter waiter) throws CallFailedException {
        CallFailedException unclear = null;
        for (int attempt = 1; attempt <= Repeats.ATTEMPTS; attempt++) {
            try {
                Answer answer = call(request);
                String location = answer.header("location");
                if (location != null && !location.isBlank()) {
                    waiter.is(Urls.resolve(answer.uri(), location));
                }
                return answer.status();
            } catch (CallFailedException e) {
                if (!e.kind().isRetryable() || e.kind() == FailureKind.UNAUTHENTICATED) {
                    throw e;
                }
                unclear = e;
            }
            if (showsUp(waiter)) {
                return 201;
            }
            if (channel.status().state() != ChannelState.CONNECTED) {
                break;
            }
        }
        throw new CallFailedException(unclear.kind(), unclear.getMessage()
                + "; whether the invitation was made is not clear, and it was not repeated blindly", unclear.href(),
                unclear.status(), unclear.reason().orElse(null), unclear.diagnostics(), unclear.retryAfter(), unclear);
    }

    private boolean showsUp(Waiters.Waiter waiter) throws CallFailedException {
        try {
            waiter.created().get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CallFailedException failed ? failed
                    : new CallFailedException(FailureKind.TRANSIENT, e.getMessage(), null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailedException(FailureKind.STOPPED, "Interrupted", null, e);
        }
    }

    private CompletableFuture<Ended> ended(Waiters.Waiter waiter, Duration timeout) {
        ScheduledFuture<?> limit = runtime.timer().schedule(() -> waiter.completed().completeExceptionally(
                new CallFailedException(FailureKind.TIMED_OUT, "No completed event within completionTimeout=" + timeout.toMillis()
                        + " ms", null, null)), timeout.toMillis(), TimeUnit.MILLISECONDS);
        return waiter.completed().whenComplete((event, failure) -> {
            limit.cancel(false);
            end(waiter);
        }).thenApplyAsync(this::result, runtime.workers());
    }

    /** The completed invitation; fetched when the event only links to it, as the event tells when it is gone already. */
    private Ended result(ReceivedEvent event) {
        Resource embedded = event.event().resource();
        URI href = event.target().orElse(null);
        if (embedded != null) {
            return new Ended(event, new Fetched(href, embedded, null));
        }
        try {
            return new Ended(event, fetch(href));
        } catch (CallFailedException e) {
            Resource told = Resource.builder(event.event().link().rel()).link("self", event.event().link().href()).build();
            return new Ended(event, new Fetched(href, told, null));
        }
    }

    private void end(Waiters.Waiter waiter) {
        waiter.done();
        channel.demandChanged();
    }

    private URI operationLink(Resource resource, URI base, String rel, Connection connection) throws CallFailedException {
        Optional<Link> link = resource.link(rel);
        if (link.isEmpty()) {
            String state = resource.text("state");
            throw new CallFailedException(FailureKind.NOT_AVAILABLE, "The operation " + rel + " is not possible now: "
                    + resource.getRel() + (state == null ? "" : " in state " + state) + " offers only the links "
                    + resource.getLinks().keySet(), Urls.label(base), null);
        }
        return hrefs.resolve(Urls.resolve(base, link.get().href()).toString(), connection.application());
    }

    private Answer call(Request request) throws CallFailedException {
        Connection connection = channel.connection();
        Answer answer = http.call(request, new CallHandle());
        if (!answer.isSuccess()) {
            CallFailedException failure = Failures.of(answer);
            if (failure.kind() == FailureKind.APPLICATION_LOST && connection != null) {
                channel.applicationLost(connection.application());
            }
            throw failure;
        }
        return answer;
    }

    private Request post(URI link, Map<String, Object> input) {
        return Request.post(link, settings.format().accept(), settings.format().contentType(), wire.writeInput(input));
    }

    private Connection connected() throws CallFailedException {
        try {
            return channel.awaitConnection(settings.signInTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailedException(FailureKind.STOPPED, "Interrupted while waiting for the sign-in", null, e);
        }
    }
}
