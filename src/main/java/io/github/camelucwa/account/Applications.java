package io.github.camelucwa.account;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.github.camelucwa.channel.Connection;
import io.github.camelucwa.http.Answer;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.CallHandle;
import io.github.camelucwa.http.FailureKind;
import io.github.camelucwa.http.Failures;
import io.github.camelucwa.http.Request;
import io.github.camelucwa.http.UcwaHttp;
import io.github.camelucwa.http.Urls;
import io.github.camelucwa.model.Link;
import io.github.camelucwa.model.Resource;
import io.github.camelucwa.wire.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application resource: made or taken back, made available, kept active, deleted (protocol §4, §5). */
final class Applications {

    private static final Logger LOG = LoggerFactory.getLogger(Applications.class);

    private final AccountSettings settings;
    private final UcwaHttp http;
    private final Wire wire;

    Applications(AccountSettings settings, UcwaHttp http) {
        this.settings = settings;
        this.http = http;
        this.wire = Wire.of(settings.format());
    }

    /** Makes the application; the same endpointId gives back the one a predecessor left (protocol §4.1). */
    Connection create(URI applications, CallHandle handle) throws CallFailedException {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("culture", settings.culture());
        input.put("endpointId", settings.endpointId());
        input.put("userAgent", settings.userAgent());
        Answer answer = http.require(post(applications, input), handle);
        Resource resource = Bodies.resource(answer);
        URI self = link(answer, resource, "self");
        http.trusted().require(self, "The link of the application to itself");
        URI events = link(answer, resource, "events");
        http.trusted().require(events, "The events link of the application");
        return new Connection(self, events, answer.status() == 201, resource);
    }

    /**
     * Makes the account available, once per application: only then do incoming invitations arrive (protocol §5.1).
     *
     * @return where activity is to be reported, empty when the server names no such place
     */
    Optional<URI> makeAvailable(Connection connection, CallHandle handle) throws CallFailedException {
        Optional<URI> link = linkOfMe(connection, connection.resource(), "makeMeAvailable");
        if (link.isPresent()) {
            Map<String, Object> input = new LinkedHashMap<>();
            input.put("signInAs", settings.signInAs());
            input.put("supportedModalities", settings.modalities());
            input.put("supportedMessageFormats", settings.messageFormats());
            Answer answer = http.call(post(link.get(), input), handle);
            boolean doneBefore = answer.status() == 409
                    && answer.reason().map(r -> "AlreadyExists".equals(r.subcode())).orElse(false);
            if (!answer.isSuccess() && !doneBefore) {
                throw Failures.of(answer);
            }
            LOG.debug("{}: available as {}", settings.name(), settings.signInAs());
        }
        // only a fresh look shows where activity is to be reported
        Answer fresh = http.require(Request.get(connection.application(), settings.format().accept()), handle);
        return linkOfMe(connection, Bodies.resource(fresh), "reportMyActivity");
    }

    void reportActivity(URI reportMyActivity) throws CallFailedException {
        http.require(Request.post(reportMyActivity, settings.format().accept()), new CallHandle());
    }

    /** Signs the application out; failures are only logged, since nothing can be done about them any more. */
    void delete(URI application, Duration limit, CallHandle handle) {
        try {
            Answer answer = sendDelete(Request.delete(application, settings.format().accept()).within(limit), handle);
            if (answer.isSuccess() || answer.status() == 404 || answer.status() == 410) {
                LOG.info("{}: signed out, application {} deleted", settings.name(), application.getPath());
            } else {
                LOG.info("{}: the application was not deleted: {}", settings.name(), Failures.of(answer).getMessage());
            }
        } catch (CallFailedException e) {
            LOG.info("{}: the application was not deleted: {}", settings.name(), e.getMessage());
        }
    }

    /** A pooled connection that the server has closed meanwhile is found out only by using it, so a lost one is tried again. */
    private Answer sendDelete(Request request, CallHandle handle) throws CallFailedException {
        try {
            return http.call(request, handle);
        } catch (CallFailedException e) {
            if (e.status() != 0 || e.kind() != FailureKind.TRANSIENT || handle.isAborted()) {
                throw e;
            }
            return http.call(request, handle);
        }
    }

    private Optional<URI> linkOfMe(Connection connection, Resource application, String rel) throws CallFailedException {
        Optional<Link> link = application.embedded("me").flatMap(me -> me.link(rel));
        if (link.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = Urls.resolve(connection.application(), link.get().href());
            http.trusted().require(url, "The link " + rel);
            return Optional.of(url);
        } catch (IllegalArgumentException e) {
            throw new CallFailedException(FailureKind.MALFORMED, "The link " + rel + " of the application is no URL: "
                    + e.getMessage(), Urls.label(connection.application()), e);
        }
    }

    private Request post(URI url, Map<String, Object> input) {
        return Request.post(url, settings.format().accept(), settings.format().contentType(), wire.writeInput(input));
    }

    private static URI link(Answer answer, Resource resource, String rel) throws CallFailedException {
        Link link = resource.link(rel).orElseThrow(
                () -> Failures.malformed(answer, "an application without the link " + rel, null));
        try {
            return Urls.resolve(answer.uri(), link.href());
        } catch (IllegalArgumentException e) {
            throw Failures.malformed(answer, "its link " + rel + " is no URL", null);
        }
    }
}
