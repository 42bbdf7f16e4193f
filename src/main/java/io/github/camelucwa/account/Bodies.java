package io.github.camelucwa.account;

import io.github.camelucwa.http.Answer;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.Failures;
import io.github.camelucwa.model.Resource;
import io.github.camelucwa.wire.MalformedBodyException;

/** Reads resources out of answers. */
final class Bodies {

    private Bodies() {
    }

    /** The resource in an answer, in whatever format it came (protocol §2.2: asked for JSON, some send XML). */
    static Resource resource(Answer answer) throws CallFailedException {
        try {
            return answer.wire().orElseThrow(() -> Failures.malformed(answer, "neither JSON nor XML", null))
                    .readResource(answer.body());
        } catch (MalformedBodyException e) {
            throw Failures.malformed(answer, e.getMessage(), e);
        }
    }
}
