package io.github.camelucwa.account;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.github.camelucwa.account.Creations.Created;
import io.github.camelucwa.account.Waiters.Waiter;
import io.github.camelucwa.channel.Connection;
import io.github.camelucwa.channel.EventChannel;
import io.github.camelucwa.channel.ReceivedEvent;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.FailureKind;
import io.github.camelucwa.http.Request;
import io.github.camelucwa.http.UcwaHttp;
import io.github.camelucwa.http.Urls;
import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.model.Resource;

/** What can be done with invitations (protocol §8): links are always taken from the resource, never built. */
public final class InvitationOperations {

    /** How long the event of an invitation is waited for that is over already, as its resource or the lack of it shows. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /**
     * A resource that was read.
     *
     * @param href     its URL
     * @param resource its content
     * @param raw      the bytes as the server sent them; null when it came as a part of an event
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

    private final EventChannel channel;
    private final Waiters waiters;
    private final Runtime runtime;
    private final Hrefs hrefs;
    private final Repeats repeats;
    private final ResourceCalls calls;
    private final Creations creations;

    InvitationOperations(AccountSettings settings, UcwaHttp http, EventChannel channel, Waiters waiters, Runtime runtime) {
        this.channel = channel;
        this.waiters = waiters;
        this.runtime = runtime;
        this.hrefs = new Hrefs(http.trusted());
        this.repeats = new Repeats(settings.channel());
        this.calls = new ResourceCalls(settings, http, channel, hrefs, repeats);
        this.creations = new Creations(calls, repeats);
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
        return fetch(hrefs.resolve(href, calls.connected().application()));
    }

    /** Reads a resource whose URL an event of the server named. */
    public Fetched fetch(URI url) throws CallFailedException {
        return calls.fetch(url);
    }

    /**
     * Follows an operation's link of an invitation: cancel, accept, decline.
     *
     * @param rel     the operation
     * @param href    the invitation, as a route gave it; null when {@code known} tells
     * @param known   an invitation that is at hand, or null; its links are used when it is the one meant
     * @param input   body to send, or null
     * @param timeout how long the end may take; null not to wait
     * @throws IllegalArgumentException when the href, or the link, may not be called
     */
    public Taken follow(String rel, String href, Invitation known, Map<String, Object> input, Duration timeout)
            throws CallFailedException {
        Connection connection = calls.connected();
        URI target = hrefs.resolve(href == null ? known.getHref() : href, connection.application());
        Resource atHand = known != null && isSame(known, target, connection) ? known.getResource() : null;
        return timeout == null ? take(rel, target, atHand, input, connection)
                : takeAndWait(rel, target, input, timeout, connection);
    }

    private Taken take(String rel, URI target, Resource atHand, Map<String, Object> input, Connection connection)
            throws CallFailedException {
        Resource resource = atHand != null && atHand.link(rel).isPresent() ? atHand : present(rel, target, atHand);
        Request request = calls.post(calls.operationLink(resource, target, rel, connection), input);
        try {
            return new Taken(target, null, post(request), null);
        } catch (CallFailedException e) {
            if (!isRace(e)) {
                throw e;
            }
            Optional<Resource> now = reread(target);
            if (now.isPresent() && now.get().link(rel).isPresent()) {
                throw e;
            }
            throw ResourceCalls.notAvailable(rel, now.orElse(resource), target, e);
        }
    }

    private Resource present(String rel, URI target, Resource atHand) throws CallFailedException {
        try {
            return fetch(target).resource();
        } catch (CallFailedException e) {
            if (e.kind() == FailureKind.NOT_FOUND && atHand != null && atHand.text("state") != null) {
                throw ResourceCalls.notAvailable(rel, atHand, target, e);
            }
            throw e;
        }
    }

    private Taken takeAndWait(String rel, URI target, Map<String, Object> input, Duration timeout, Connection connection)
            throws CallFailedException {
        Waiter waiter = waiters.register(null, target);
        channel.demandChanged();
        CompletableFuture<Ended> ended = null;
        try {
            // read after registering: an invitation that is still open now will tell its end to the waiter
            Fetched now = fetch(target);
            boolean over = Invitation.of(now.resource()).isFinal();
            int status = 200;
            if (!over || now.resource().link(rel).isPresent()) {
                Request request = calls.post(calls.operationLink(now.resource(), target, rel, connection), input);
                try {
                    status = post(request);
                } catch (CallFailedException e) {
                    if (!isRace(e)) {
                        throw e;
                    }
                    ended = raced(rel, now, waiter, timeout, e);
                    return new Taken(target, null, e.status(), ended);
                }
            }
            ended = over ? CompletableFuture.completedFuture(new Ended(null, now)) : ended(waiter, target, timeout, null);
            return new Taken(target, null, status, ended);
        } finally {
            if (ended == null || ended.isDone()) {
                end(waiter);
            }
        }
    }

    /** Somebody was faster: the completed event decides (protocol §8.2). */
    private CompletableFuture<Ended> raced(String rel, Fetched before, Waiter waiter, Duration timeout, CallFailedException race)
            throws CallFailedException {
        Optional<Resource> now = reread(before.href());
        if (now.isPresent() && now.get().link(rel).isPresent() && !Invitation.of(now.get()).isFinal()) {
            throw race;
        }
        boolean over = now.isEmpty() || Invitation.of(now.get()).isFinal();
        Duration limit = over && GRACE.compareTo(timeout) < 0 ? GRACE : timeout;
        Ended fallback = now.isPresent() && over ? new Ended(null, new Fetched(before.href(), now.get(), null)) : null;
        CompletableFuture<Ended> ended = ended(waiter, before.href(), limit, fallback);
        return now.isPresent() ? ended : ended.exceptionally(e -> {
            Throwable cause = cause(e);
            boolean late = cause instanceof CallFailedException failed && failed.kind() == FailureKind.TIMED_OUT;
            // gone without a trace: all that is known is that it is too late
            throw new CompletionException(
                    late ? ResourceCalls.notAvailable(rel, before.resource(), before.href(), race) : cause);
        });
    }

    private Optional<Resource> reread(URI target) throws CallFailedException {
        try {
            return Optional.of(fetch(target).resource());
        } catch (CallFailedException e) {
            if (e.kind() == FailureKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Posts what may be posted twice. When an attempt got no answer, the refusal of its repetition shows that it was taken. */
    private int post(Request request) throws CallFailedException {
        boolean[] unanswered = new boolean[1];
        try {
            return repeats.run(() -> {
                try {
                    return calls.call(request).status();
                } catch (CallFailedException e) {
                    unanswered[0] |= e.status() == 0 && e.kind() == FailureKind.TRANSIENT;
                    throw e;
                }
            });
        } catch (CallFailedException e) {
            if (unanswered[0] && isRace(e)) {
                return 204;
            }
            throw e;
        }
    }

    private static boolean isRace(CallFailedException failure) {
        return failure.kind() == FailureKind.NOT_FOUND || failure.kind() == FailureKind.CONFLICT;
    }

    private boolean isSame(Invitation known, URI target, Connection connection) {
        try {
            return known.getHref() != null && Urls.same(target, Urls.resolve(connection.application(), known.getHref()));
        } catch (IllegalArgumentException noUrl) {
            return false;
        }
    }

    /**
     * Invites somebody into a conversation.
     *
     * @param conversation as a route gave it
     * @param to           whom, a SIP or tel URI
     * @param operationId  what to correlate by; null to make one
     * @param timeout      how long the end may take; null not to wait
     * @throws IllegalArgumentException when the href may not be called
     */
    public Taken addParticipant(String conversation, String to, String operationId, Duration timeout)
            throws CallFailedException {
        Connection connection = calls.connected();
        URI target = hrefs.resolve(conversation, connection.application());
        URI link = calls.operationLink(fetch(target).resource(), target, "addParticipant", connection);
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
        Map<String, Object> what = subject == null ? Map.of() : Map.of("subject", subject);
        try {
            return create(startOnlineMeetingLink(), what, operationId, timeout);
        } catch (CallFailedException e) {
            if (e.kind() != FailureKind.APPLICATION_LOST) {
                throw e;
            }
            // no href of the lost application is involved: the new one does as well, and nothing was made in the old one
            return create(startOnlineMeetingLink(), what, operationId, timeout);
        }
    }

    private URI startOnlineMeetingLink() throws CallFailedException {
        Connection connection = calls.connected();
        Resource communication = connection.resource().embedded("communication").orElse(connection.resource());
        String rel = "startOnlineMeeting";
        if (communication.link(rel).isEmpty() && communication.getHref() != null) {
            // the links change with what is possible: as it is now, not as it was at the sign-in
            communication = fetch(Urls.resolve(connection.application(), communication.getHref())).resource();
        }
        return calls.operationLink(communication, connection.application(), rel, connection);
    }

    private Taken create(URI link, Map<String, Object> what, String wantedId, Duration timeout) throws CallFailedException {
        String operationId = wantedId == null ? UUID.randomUUID().toString() : wantedId;
        Map<String, Object> input = new LinkedHashMap<>(what);
        input.put("operationId", operationId);
        Waiter waiter = waiters.register(operationId, null);
        channel.demandChanged();
        boolean waits = false;
        try {
            Created created = creations.create(calls.post(link, input), waiter, operationId);
            CompletableFuture<Ended> ended = timeout == null ? null : ended(waiter, created.href(), timeout, null);
            waits = ended != null;
            return new Taken(created.href(), operationId, created.status(), ended);
        } finally {
            if (!waits) {
                end(waiter);
            }
        }
    }

    /** Holds no thread; who continues afterwards runs on a worker, neither on the channel's nor on the timer's thread. */
    private CompletableFuture<Ended> ended(Waiter waiter, URI href, Duration timeout, Ended fallback) {
        CallFailedException late = new CallFailedException(FailureKind.TIMED_OUT, "No completed event of " + Urls.label(href)
                + " within " + timeout.toMillis() + " ms (option completionTimeout); the invitation may still end later:"
                + " read it with operation=get or take it back with operation=cancel", Urls.label(href), null);
        ScheduledFuture<?> limit = runtime.timer().schedule(() -> waiter.timeUp(late), timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        return waiter.completed().whenComplete((event, failure) -> {
            limit.cancel(false);
            end(waiter);
        }).handleAsync((event, failure) -> {
            if (failure == null) {
                return result(event, href);
            }
            Throwable cause = cause(failure);
            if (fallback != null && cause == late) {
                return fallback;
            }
            throw new CompletionException(cause);
        }, runtime.workers());
    }

    /** The completed invitation; fetched when the event only links to it, as the event tells when it is gone already. */
    private Ended result(ReceivedEvent event, URI invitation) {
        Resource embedded = event.event().resource();
        URI href = event.target().orElse(invitation);
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

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private void end(Waiter waiter) {
        waiter.done();
        channel.demandChanged();
    }
}
