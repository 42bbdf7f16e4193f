package io.github.camelucwa.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Faults that can be switched on while the server runs:
 *
 * <pre>{@code
 * server.faults().on(RequestKind.EVENTS).times(3).answer(503);
 * server.faults().on(RequestKind.ADD_PARTICIPANT).loseAnswer();
 * server.faults().on(RequestKind.EVENTS).untilCleared().silence();
 * }</pre>
 *
 * A fault hits once unless told otherwise. When several fit, the one switched on first hits. Most hit when a request arrives; those that
 * spoil an answer (loseAnswer, cutBody, trickle) hit when it is given, so also that of a P-GET that is held already. To end a held P-GET
 * at once see {@link SimulatedApplication#cutPoll()} and {@link SimulatedApplication#endPoll(int)}.
 */
public final class Faults {

    private final List<Fault> active = new CopyOnWriteArrayList<>();

    Faults() {
    }

    /** Begins a fault for requests of these kinds; without any kind for all requests. */
    public Rule on(RequestKind... kinds) {
        return new Rule(Set.of(kinds));
    }

    /** Switches all faults off. */
    public void clear() {
        active.forEach(Fault::clear);
        active.clear();
    }

    /** The fault that hits this request on arrival, or null. */
    Fault take(RecordedRequest request) {
        return take(request, null);
    }

    /** The fault that spoils this answer of a request, or null. */
    Fault take(RecordedRequest request, Answer answer) {
        active.removeIf(Fault::isOver);
        for (Fault fault : active) {
            if (fault.hit(request, answer)) {
                return fault;
            }
        }
        return null;
    }

    /** How often and when a fault hits; finished by saying what it does. */
    public final class Rule {

        private final Set<RequestKind> kinds;
        private Predicate<RecordedRequest> condition = request -> true;
        private String contained;
        private int times = 1;

        private Rule(Set<RequestKind> kinds) {
            this.kinds = kinds;
        }

        /** Hits the next so many requests. */
        public Rule times(int number) {
            times = number;
            return this;
        }

        /** Hits until it is cleared. */
        public Rule untilCleared() {
            // negative, so that counting down never reaches 0
            times = -1;
            return this;
        }

        /** Hits only requests that satisfy this too. */
        public Rule when(Predicate<RecordedRequest> moreCondition) {
            condition = condition.and(moreCondition);
            return this;
        }

        /** Not handled: answered with this status and an HTML page, as a proxy or IIS does. */
        public Fault answer(int status) {
            return answer(Answer.html(status, status + " - The request could not be served."));
        }

        /**
         * Hits only answers that contain this, for example {@code "completed"} in a package of events; for faults that spoil an answer.
         *
         * @param text part of the answer as JSON in its natural form
         */
        public Rule whenAnswerContains(String text) {
            contained = text;
            return this;
        }

        /**
         * Not handled: answered with this.
         *
         * @param headers among them {@code Content-Type} when there is a body, {@code Retry-After} and the like
         * @param body    text; null for none
         */
        public Fault answer(int status, Map<String, String> headers, String body) {
            Answer answer = body == null ? Answer.of(status)
                    : Answer.text(status, headers.getOrDefault("Content-Type", "text/html"), body);
            return answer(withHeaders(answer, headers));
        }

        /**
         * Not handled: answered with these bytes, for example compressed ones.
         *
         * @param headers as for {@link #answer(int, Map, String)}
         */
        public Fault answer(int status, Map<String, String> headers, byte[] body) {
            return answer(withHeaders(Answer.bytes(status, headers.getOrDefault("Content-Type", "application/json"), body), headers));
        }

        /** Not handled: 200 with JSON that begins well and never ends, without a length. */
        public Fault endlessBody() {
            return add(Fault.Effect.ENDLESS, Answer.text(200, "application/json", "{\"_links\":{\"self\":{\"href\":\""), Duration.ZERO);
        }

        /** Not handled: answered with this status and neither body nor anything else. */
        public Fault answerWithoutBody(int status) {
            return answer(Answer.of(status));
        }

        /** Not handled: answered with a UCWA error body (protocol section 11). */
        public Fault error(int status, String code, String subcode) {
            return answer(UcwaError.of(status, code, subcode, "Your request couldn't be completed."));
        }

        /** Not handled: 429 TooManyRequests. @param retryAfterSeconds value of {@code Retry-After}; negative leaves it out */
        public Fault tooManyRequests(int retryAfterSeconds) {
            Answer answer = UcwaError.of(429, "TooManyRequests", null, "Please slow down.");
            return answer(retryAfterSeconds < 0 ? answer : answer.with("Retry-After", String.valueOf(retryAfterSeconds)));
        }

        /** Not handled: 401 with an HTML page and a challenge nobody can use, as a proxy's own. */
        public Fault proxyChallenge() {
            return answer(Answer.html(401, "401 - Unauthorized").with("WWW-Authenticate", "Negotiate").with("WWW-Authenticate", "NTLM"));
        }

        /** Not handled: 500 with diagnostics 28032, as for a ticket of another pool (protocol section 3.5). */
        public Fault wrongTicket() {
            return answer(SignIn.wrongTicket());
        }

        /** Not handled: 403 with diagnostics 28055, as for an invalid OAuth token (protocol section 3.6). */
        public Fault invalidToken() {
            return answer(SignIn.invalidToken());
        }

        /** Not handled: a redirect. */
        public Fault redirect(int status, String location) {
            return answer(Answer.html(status, "Object moved").with("Location", location));
        }

        /** Not handled: 200 with an HTML page, as of a captive portal. */
        public Fault html() {
            return answer(Answer.html(200, "Welcome"));
        }

        /** Not handled: 200 that says JSON and is not. */
        public Fault garbage() {
            return answer(Answer.text(200, "application/json", "{\"_links\":{\"self\":[[{\u0000\u0001 no json"));
        }

        /** Not handled: 200 without a body. */
        public Fault empty() {
            return answer(Answer.bytes(200, "application/json", new byte[0]));
        }

        /** Not handled: the connection is closed. */
        public Fault cut() {
            return add(Fault.Effect.CUT, null, Duration.ZERO);
        }

        /** Handled, but the connection is closed before the first byte of the answer. */
        public Fault loseAnswer() {
            return add(Fault.Effect.LOSE_ANSWER, null, Duration.ZERO);
        }

        /** Handled, but the connection is closed in the middle of the body. */
        public Fault cutBody() {
            return add(Fault.Effect.CUT_BODY, null, Duration.ZERO);
        }

        /** Not handled and never answered: a half-open connection, until the server is stopped. */
        public Fault silence() {
            return add(Fault.Effect.SILENCE, null, Duration.ZERO);
        }

        /** Handled, but the body comes one byte after the other. @param pause real time between two bytes */
        public Fault trickle(Duration pause) {
            return add(Fault.Effect.TRICKLE, null, pause);
        }

        /** Handled after a while. @param duration real time */
        public Fault delay(Duration duration) {
            return add(Fault.Effect.DELAY, null, duration);
        }

        private static Answer withHeaders(Answer answer, Map<String, String> headers) {
            Answer result = answer;
            for (Map.Entry<String, String> header : headers.entrySet()) {
                if (!header.getKey().equalsIgnoreCase("Content-Type")) {
                    result = result.with(header.getKey(), header.getValue());
                }
            }
            return result;
        }

        private Fault answer(Answer answer) {
            return add(Fault.Effect.ANSWER, answer, Duration.ZERO);
        }

        private Fault add(Fault.Effect effect, Answer answer, Duration duration) {
            if (contained != null && !effect.spoilsAnswer()) {
                throw new IllegalStateException(effect + " hits before there is an answer");
            }
            Fault fault = new Fault(kinds, condition, contained, times, effect, answer, duration);
            active.add(fault);
            return fault;
        }
    }
}
