package io.github.camelucwa.simulator;

import java.util.UUID;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Error answers with a UCWA body (protocol section 11.1), and the reason blocks of failed operations. */
final class UcwaError {

    private UcwaError() {
    }

    static Answer of(int status, String code, String subcode, String message) {
        return Answer.tree(status, Answer.Shape.REASON, body(code, subcode, message));
    }

    /** 400 that names the bad parameter. */
    static Answer parameter(String name, String reason) {
        ObjectNode body = body("BadRequest", "ParameterValidationFailure", "Please check what you entered and try again.");
        body.putArray("parameters").addObject().put("name", name).put("reason", reason);
        return Answer.tree(400, Answer.Shape.REASON, body);
    }

    static Answer notFound() {
        return of(404, "NotFound", "ResourceNotFound", "The resource doesn't exist.");
    }

    static Answer applicationNotFound() {
        return of(404, "NotFound", "ApplicationNotFound", "An error occurred. Please retry. If the problem persists, contact your support team.");
    }

    static Answer conflict(String subcode, String message) {
        return of(409, "Conflict", subcode, message);
    }

    /** The block that stands beside the link of a failed event. */
    static ObjectNode reason(String code, String subcode, String message) {
        ObjectNode reason = JsonNodeFactory.instance.objectNode().put("code", code);
        if (subcode != null) {
            reason.put("subcode", subcode);
        }
        if (message != null) {
            reason.put("message", message);
        }
        return reason;
    }

    private static ObjectNode body(String code, String subcode, String message) {
        ObjectNode body = reason(code, subcode, message);
        body.putObject("debugInfo").put("errorReportId", UUID.randomUUID().toString().replace("-", ""));
        return body;
    }
}
