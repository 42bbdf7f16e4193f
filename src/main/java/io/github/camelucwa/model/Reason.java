package io.github.camelucwa.model;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Why something failed or was changed: the body of an error answer and the {@code reason} of an event (protocol §11.1).
 *
 * @param code       one per HTTP status in answers, e.g. {@code BadRequest}; contextual in events, e.g. {@code RemoteFailure}; null if unreadable
 * @param subcode    refinement, e.g. {@code Declined}, or null; the literal {@code None} occurs
 * @param message    text for people in the application's culture, or null
 * @param debugInfo  anything the server adds for support, never null
 * @param parameters the parameters a request got wrong, never null
 */
public record Reason(String code, String subcode, String message, Map<String, Object> debugInfo, List<Parameter> parameters)
        implements Serializable {

    /** Copies what it is given; null stands for empty. */
    public Reason {
        debugInfo = debugInfo == null ? Map.of() : Frozen.map(debugInfo);
        parameters = parameters == null ? List.of() : List.copyOf(parameters);
    }

    /** A reason without parameters and debug information. */
    public static Reason of(String code, String subcode, String message) {
        return new Reason(code, subcode, message, Map.of(), List.of());
    }

    /** Code and subcode only. */
    @Override
    public String toString() {
        return subcode == null ? String.valueOf(code) : code + "/" + subcode;
    }

    /**
     * A parameter that was refused.
     *
     * @param name   its name, or null
     * @param reason e.g. {@code Required}, or null
     */
    public record Parameter(String name, String reason) implements Serializable {
    }
}
