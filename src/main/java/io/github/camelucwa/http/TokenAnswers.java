package io.github.camelucwa.http;

import java.time.Clock;
import java.util.Map;

import io.github.camelucwa.wire.JsonWire;
import io.github.camelucwa.wire.MalformedBodyException;

/** Reads the answer of a token service; expiry and type may be missing (protocol §3.3). */
final class TokenAnswers {

    private TokenAnswers() {
    }

    static AccessToken token(Answer answer, Clock clock) throws CallFailedException {
        try {
            Map<String, Object> body = JsonWire.readObject(answer.body());
            if (!(body.get("access_token") instanceof String text)) {
                throw Failures.malformed(answer, "no access_token in it", null);
            }
            Object life = body.get("expires_in");
            long seconds = life == null ? 0 : Long.parseLong(String.valueOf(life).trim());
            return new AccessToken(text, seconds > 0 ? clock.instant().plusSeconds(seconds) : null);
        } catch (MalformedBodyException e) {
            throw Failures.malformed(answer, "not a token answer", null);
        } catch (IllegalArgumentException e) {
            throw Failures.malformed(answer, "its access_token or expires_in cannot be used", null);
        }
    }
}
