package io.github.camelucwa.http;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import io.github.camelucwa.wire.JsonWire;
import io.github.camelucwa.wire.MalformedBodyException;

/** Reads the answer of a token service; expiry and type may be missing (protocol §3.3). */
final class TokenAnswers {

    /** No token lives longer; a figure beyond all calendars must not stop anything. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private TokenAnswers() {
    }

    static AccessToken token(Answer answer, Clock clock) throws CallFailedException {
        try {
            Map<String, Object> body = JsonWire.readObject(answer.body());
            if (!(body.get("access_token") instanceof String text)) {
                throw Failures.malformed(answer, "no access_token in it", null);
            }
            long seconds = seconds(body.get("expires_in"));
            return new AccessToken(text, seconds > 0 ? clock.instant().plusSeconds(seconds) : null);
        } catch (MalformedBodyException e) {
            throw Failures.malformed(answer, "not a token answer", null);
        } catch (IllegalArgumentException e) {
            throw Failures.malformed(answer, "its access_token cannot be used", null);
        }
    }

    /** What cannot be read counts as unknown: then the token is used until it is refused. */
    private static long seconds(Object life) {
        try {
            return life == null ? 0 : (long) Math.min(Double.parseDouble(life.toString()), LONGEST.toSeconds());
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }

    /** The error a token service names, or null; anything that does not look like a name may be an echo and is not shown. */
    static String error(Map<String, Object> body) {
        return body.get("error") instanceof String text && text.matches("[A-Za-z0-9_.-]{1,60}") ? text : null;
    }

    /** The body of an answer that failed; empty when it is not JSON, as those of IIS and proxies. */
    static Map<String, Object> body(Answer answer) {
        try {
            return JsonWire.readObject(answer.body());
        } catch (MalformedBodyException notJson) {
            return Map.of();
        }
    }
}
