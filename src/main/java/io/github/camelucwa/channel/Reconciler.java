package io.github.camelucwa.channel;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.camelucwa.http.Answer;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.CallHandle;
import io.github.camelucwa.http.Failures;
import io.github.camelucwa.http.Request;
import io.github.camelucwa.http.UcwaHttp;
import io.github.camelucwa.model.Event;
import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.model.Resource;
import io.github.camelucwa.wire.MalformedBodyException;
import io.github.camelucwa.wire.WireFormat;

/**
 * After a gap in the channel: makes, for each invitation last seen unfinished, the event that nobody else will send any more
 * (its present state, or {@code lost}).
 */
final class Reconciler {

    private final UcwaHttp http;
    private final WireFormat format;
    private final Clock clock;

    Reconciler(UcwaHttp http, WireFormat format, Clock clock) {
        this.http = http;
        this.format = format;
        this.clock = clock;
    }

    List<ReceivedEvent> lost(List<ReceivedEvent> unfinished) {
        return unfinished.stream().map(this::lost).toList();
    }

    /**
     * @throws CallFailedException when the server cannot be asked now; the same is to be tried again later
     */
    List<ReceivedEvent> presentStates(List<ReceivedEvent> unfinished, CallHandle handle) throws CallFailedException {
        List<ReceivedEvent> events = new ArrayList<>(unfinished.size());
        for (ReceivedEvent last : unfinished) {
            events.add(presentState(last, handle));
        }
        return events;
    }

    private ReceivedEvent presentState(ReceivedEvent last, CallHandle handle) throws CallFailedException {
        Optional<URI> target = last.target();
        if (target.isEmpty() || !http.trusted().isTrusted(target.get())) {
            return lost(last);
        }
        Answer answer = http.call(Request.get(target.get(), format.accept()), handle);
        if (answer.status() != 200) {
            CallFailedException failure = Failures.of(answer);
            if (failure.kind().isRetryable() || failure.kind() == io.github.camelucwa.http.FailureKind.APPLICATION_LOST) {
                throw failure;
            }
            return lost(last);
        }
        try {
            Resource resource = answer.wire().orElseThrow(() -> new MalformedBodyException("not JSON or XML"))
                    .readResource(answer.body());
            return present(last, resource, answer.uri());
        } catch (MalformedBodyException e) {
            throw Failures.malformed(answer, "no invitation", e);
        }
    }

    private ReceivedEvent present(ReceivedEvent last, Resource resource, URI base) {
        Invitation invitation = Invitation.of(resource);
        boolean ended = invitation.isFinal();
        String type = ended ? "completed" : "updated";
        String status = !ended ? null : "Connected".equals(invitation.getState()) ? "Success" : "Failure";
        Event e = last.event();
        Event event = new Event(type, e.link(), null, resource, status, null, e.senderRel(), e.senderHref());
        return new ReceivedEvent(EventIds.made(type + " " + invitation.getState(), last.id()), event, base, clock.instant(),
                false);
    }

    private ReceivedEvent lost(ReceivedEvent last) {
        Event e = last.event();
        Event event = new Event(ReceivedEvent.LOST, e.link(), null, e.resource(), null, null, e.senderRel(), e.senderHref());
        return new ReceivedEvent(EventIds.made(ReceivedEvent.LOST, last.id()), event, last.base(), clock.instant(), false);
    }
}
