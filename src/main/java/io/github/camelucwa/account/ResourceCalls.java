package io.github.camelucwa.account;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

import io.github.camelucwa.account.InvitationOperations.Fetched;
import io.github.camelucwa.channel.Connection;
import io.github.camelucwa.channel.EventChannel;
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

/** Reads resources of the application and finds the links to follow in them; tells the channel when the application is gone. */
final class ResourceCalls {

    private final AccountSettings settings;
    private final UcwaHttp http;
    private final EventChannel channel;
    private final Hrefs hrefs;
    private final Repeats repeats;
    private final Wire wire;
    private volatile Connection known;

    ResourceCalls(AccountSettings settings, UcwaHttp http, EventChannel channel, Hrefs hrefs, Repeats repeats) {
        this.settings = settings;
        this.http = http;
        this.channel = channel;
        this.hrefs = hrefs;
        this.repeats = repeats;
        this.wire = Wire.of(settings.format());
    }

    /** The signed-in application, waited for. */
    Connection connected() throws CallFailedException {
        try {
            Connection connection = channel.awaitConnection(settings.signInTimeout());
            if (connection != known) {
                hrefs.linkedBy(connection.resource(), connection.application());
                known = connection;
            }
            return connection;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailedException(FailureKind.STOPPED, "Interrupted while waiting for the sign-in", null, e);
        }
    }

    /** Reads a resource, repeating as long as that may help. */
    Fetched fetch(URI url) throws CallFailedException {
        return repeats.run(() -> {
            Answer answer = call(Request.get(url, settings.format().accept()));
            Resource resource = Bodies.resource(answer);
            hrefs.linkedBy(resource, url);
            return new Fetched(url, resource, answer.body());
        });
    }

    /** One call that must succeed. */
    Answer call(Request request) throws CallFailedException {
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

    /** A POST, without body when there is no input. */
    Request post(URI link, Map<String, Object> input) {
        return input == null ? Request.post(link, settings.format().accept())
                : Request.post(link, settings.format().accept(), settings.format().contentType(), wire.writeInput(input));
    }

    /**
     * The link of an operation, ready to be called.
     *
     * @param base what the links of the resource are relative to
     * @throws CallFailedException of kind NOT_AVAILABLE when there is none: not possible in the present state (protocol §7.1)
     */
    URI operationLink(Resource resource, URI base, String rel, Connection connection) throws CallFailedException {
        Optional<Link> link = resource.link(rel);
        if (link.isEmpty()) {
            throw notAvailable(rel, resource, base, null);
        }
        return hrefs.resolve(Urls.resolve(base, link.get().href()).toString(), connection.application());
    }

    /** The failure that tells that an operation came too late, or is not allowed at all. */
    static CallFailedException notAvailable(String rel, Resource resource, URI url, CallFailedException cause) {
        String state = resource.text("state");
        String status = cause == null ? "" : "; the server answered " + cause.status();
        return new CallFailedException(FailureKind.NOT_AVAILABLE, "The operation " + rel + " is not possible now: "
                + resource.getRel() + (state == null ? "" : " in state " + state) + " offers the links "
                + resource.getLinks().keySet() + status, Urls.label(url), cause == null ? 0 : cause.status(),
                cause == null ? null : cause.reason().orElse(null), cause == null ? null : cause.diagnostics(),
                java.time.Duration.ZERO, cause);
    }
}
