package io.github.camelucwa.channel;

import java.net.URI;

import io.github.camelucwa.http.Answer;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.Failures;
import io.github.camelucwa.http.TrustedHosts;
import io.github.camelucwa.http.Urls;
import io.github.camelucwa.model.EventPackage;
import io.github.camelucwa.wire.MalformedBodyException;

/** Reads a package of events and where it leads. */
final class PackageReader {

    private final TrustedHosts trusted;

    PackageReader(TrustedHosts trusted) {
        this.trusted = trusted;
    }

    EventPackage read(Answer answer) throws CallFailedException {
        try {
            if (answer.wire().isPresent()) {
                return answer.wire().get().readEvents(answer.body());
            }
            throw Failures.malformed(answer, "no package of events", null);
        } catch (MalformedBodyException e) {
            throw Failures.malformed(answer, e.getMessage(), e);
        }
    }

    /** URL of the next package: next, resume or resync (protocol §6.6). */
    URI follow(Answer answer, EventPackage received) throws CallFailedException {
        String href = received.follower().orElseThrow(
                () -> Failures.malformed(answer, "neither next nor resume nor resync in it", null));
        try {
            URI follow = Urls.resolve(answer.uri(), href);
            trusted.require(follow, "The link to the next package of events");
            return follow;
        } catch (IllegalArgumentException e) {
            throw Failures.malformed(answer, "its link to the next package is no URL", null);
        }
    }
}
