package io.github.camelucwa.http;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.camelucwa.model.Reason;
import io.github.camelucwa.wire.MalformedBodyException;

/** The one place that reads a failed answer (protocol §6.6, §11.2 to §11.5). */
public final class Failures {

    /** Subcodes that say more than the status they come with (protocol §11.3). */
    private static final Map<String, FailureKind> BY_SUBCODE = Map.ofEntries(
            Map.entry("ApplicationNotFound", FailureKind.APPLICATION_LOST),
            Map.entry("MaxEventCountReached", FailureKind.APPLICATION_LOST),
            Map.entry("TooManyApplications", FailureKind.APPLICATION_REFUSED),
            Map.entry("UserAgentNotAllowed", FailureKind.APPLICATION_REFUSED),
            Map.entry("InactiveApplicationExpired", FailureKind.APPLICATION_REFUSED),
            Map.entry("MobileApplicationNoLongerAllowed", FailureKind.APPLICATION_REFUSED),
            Map.entry("PGetReplaced", FailureKind.REPLACED),
            // the home pool is gone and no backup took over yet (protocol §4.4)
            Map.entry("CannotRedirect", FailureKind.MOVED),
            // not the resource is missing, but the version of it that was asked for
            Map.entry("APIVersionNotSupported", FailureKind.REJECTED),
            Map.entry("VersionNotSupported", FailureKind.REJECTED),
            // the server says itself that it will pass
            Map.entry("AnotherOperationPending", FailureKind.TRANSIENT),
            Map.entry("MigrationInProgress", FailureKind.TRANSIENT));

    private Failures() {
    }

    /** What an answer that is not a success means. */
    public static CallFailedException of(Answer answer) {
        Reason reason = answer.reason().orElse(null);
        FailureKind kind = UcwaHttp.refusesToken(answer) ? FailureKind.UNAUTHENTICATED : classify(answer.status(), reason);
        return new CallFailedException(kind, message(answer, reason) + advice(kind, answer.status()), Urls.label(answer.uri()),
                answer.status(), reason, answer.diagnostics(), answer.retryAfter(Instant.now()), null);
    }

    /** An answer with a good status whose body is not what the protocol promises. */
    public static CallFailedException malformed(Answer answer, String why, MalformedBodyException cause) {
        String type = answer.header("content-type");
        return new CallFailedException(FailureKind.MALFORMED,
                answer.request().label() + " answered " + answer.status() + " with a body that is not UCWA's ("
                        + (type == null ? "no content type" : type) + ", " + answer.body().length + " bytes): " + why,
                Urls.label(answer.uri()), answer.status(), null, answer.diagnostics(), java.time.Duration.ZERO, cause);
    }

    /** No answer at all. */
    public static CallFailedException noAnswer(Request request, IOException cause) {
        // the HTTP library wraps what went wrong without a text of its own
        Throwable told = cause.getMessage() == null && cause.getCause() != null ? cause.getCause() : cause;
        String text = told.getMessage() == null ? "" : ": " + told.getMessage();
        return new CallFailedException(FailureKind.TRANSIENT,
                request.label() + " failed: " + told.getClass().getSimpleName() + text, Urls.label(request.uri()), cause);
    }

    static FailureKind classify(int status, Reason reason) {
        FailureKind told = reason == null || reason.subcode() == null ? null : BY_SUBCODE.get(reason.subcode());
        if (told != null) {
            return told;
        }
        return switch (status) {
            // a 403 of UCWA is about this call; one of a proxy means that the place is stale (protocol §11.4)
            case 403 -> reason == null ? FailureKind.MOVED : FailureKind.REJECTED;
            case 404 -> FailureKind.NOT_FOUND;
            case 408, 429 -> FailureKind.TRANSIENT;
            case 409 -> FailureKind.CONFLICT;
            default -> status >= 500 ? FailureKind.TRANSIENT : FailureKind.REJECTED;
        };
    }

    private static String advice(FailureKind kind, int status) {
        return switch (kind) {
            case TRANSIENT -> "; try again later";
            case UNAUTHENTICATED -> "; a fresh token is not accepted either: check the account and how it signs in";
            case APPLICATION_LOST -> "; a new application is made, hrefs of the old one are dead";
            case APPLICATION_REFUSED -> "; the server's administrator has to act";
            case NOT_FOUND -> "; it is over, or the href is wrong or of an earlier sign-in";
            case CONFLICT -> "; the state of the resource does not allow it: read it and decide again";
            case MOVED -> "; the account may live on another server now, which the next sign-in finds out";
            case REJECTED -> switch (status) {
                case 403 -> "; a policy or the role of the account does not allow it";
                case 407 -> "";
                default -> "; trying again is of no use";
            };
            default -> "";
        };
    }

    private static String message(Answer answer, Reason reason) {
        StringBuilder text = new StringBuilder(answer.request().label()).append(" answered ").append(answer.status());
        if (reason != null) {
            text.append(' ').append(reason.code());
            if (reason.subcode() != null && !"None".equals(reason.subcode())) {
                text.append('/').append(reason.subcode());
            }
            if (reason.message() != null) {
                text.append(": ").append(reason.message());
            }
            if (reason.parameters() != null && !reason.parameters().isEmpty()) {
                text.append(" (").append(reason.parameters().stream().map(p -> p.name() + ": " + p.reason())
                        .collect(Collectors.joining(", "))).append(')');
            }
        } else if (answer.status() == 407) {
            text.append(": the HTTP proxy wants credentials; check the options http.proxyAuthUsername and"
                    + " http.proxyAuthPassword");
        } else if (answer.body().length > 0) {
            text.append(" with a body that is not UCWA's (").append(answer.header("content-type"))
                    .append("), so it comes from IIS, a proxy or a load balancer");
        }
        if (answer.diagnostics() != null) {
            text.append(" [X-Ms-diagnostics: ").append(answer.diagnostics()).append(']');
        }
        String server = answer.header("x-ms-server-fqdn");
        if (server != null) {
            text.append(" [server ").append(server).append(']');
        }
        return text.toString();
    }
}
