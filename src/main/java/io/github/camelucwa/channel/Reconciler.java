package io.github.camelucwa.channel;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.camelucwa.http.Answer;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.CallHandle;
import io.github.camelucwa.http.FailureKind;
import io.github.camelucwa.http.Failures;
import io.github.camelucwa.http.Request;
import io.github.camelucwa.http.UcwaHttp;
import io.github.camelucwa.model.Event;
import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.model.Resource;
import io.github.camelucwa.wire.MalformedBodyException;
import io.github.camelucwa.wire.WireFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After a gap in the channel: makes, for each invitation last seen unfinished, the event that nobody else will send any more
 * (its present state, or {@code lost}).
 */
final class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(EventChannel.class);

    private final UcwaHttp http;
    private final WireFormat format;
    private final Clock clock;

    /**
     * What could be found out.
     *
     * @param events     what is to be told
     * @param unanswered invitations that could not be asked, to be tried again later
     */
    record Found(List<ReceivedEvent> events, List<ReceivedEvent> unanswered) {
    }

    Reconciler(UcwaHttp http, WireFormat format, Clock clock) {
        this.http = http;
        this.format = format;
        this.clock = clock;
    }

    List<ReceivedEvent> lost(List<ReceivedEvent> unfinished) {
        return unfinished.stream().map(this::lost).toList();
    }

    /**
     * Asks for each. An invitation that cannot be asked holds up neither the others nor the channel.
     *
     * @throws CallFailedException when the account is stopping or the application is gone
     */
    Found presentStates(List<ReceivedEvent> unfinished, CallHandle handle) throws CallFailedException {
        List<ReceivedEvent> events = new ArrayList<>(unfinished.size());
        List<ReceivedEvent> unanswered = new ArrayList<>();
        boolean serverAnswers = true;
        for (ReceivedEvent last : unfinished) {
            if (!serverAnswers) {
                unanswered.add(last);
                continue;
            }
            try {
                events.add(presentState(last, handle));
            } catch (CallFailedException e) {
                if (e.kind() == FailureKind.STOPPED || e.kind() == FailureKind.APPLICATION_LOST) {
                    throw e;
                }
                LOG.debug("The present state of {} cannot be asked now: {}", last, e.getMessage());
                unanswered.add(last);
                // a whole list of requests to a server that is down or wants to be left alone would be a storm
                serverAnswers = e.kind() == FailureKind.MALFORMED || e.status() == 500;
            }
        }
        return new Found(events, unanswered);
    }

    private ReceivedEvent presentState(ReceivedEvent last, CallHandle handle) throws CallFailedException {
        Optional<URI> target = last.target();
        if (target.isEmpty() || !http.trusted().isTrusted(target.get())) {
            return lost(last);
        }
        Answer answer = http.call(Request.get(target.get(), format.accept()), handle);
        if (answer.status() != 200) {
            CallFailedException failure = Failures.of(answer);
            if (failure.kind() == FailureKind.NOT_FOUND || failure.kind() == FailureKind.REJECTED) {
                return lost(last);
            }
            throw failure;
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
