package io.github.camelucwa.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Several requests in one (protocol section 12). */
final class BatchHandlers {

    private static final int LIMIT = 100;
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");

    private final Doorkeeper door;
    private final Router router;
    private final AnswerWriter writer;

    BatchHandlers(Doorkeeper door, Router router, AnswerWriter writer) {
        this.door = door;
        this.router = router;
        this.writer = writer;
    }

    void register() {
        router.add(RequestKind.BATCH, "POST", ApplicationHandlers.APPLICATION + "/batch", this::batch);
    }

    private Answer batch(Request request) {
        door.application(request);
        String type = String.valueOf(request.header("content-type"));
        Matcher boundary = BOUNDARY.matcher(type);
        if (!type.toLowerCase(Locale.ROOT).startsWith("multipart/batching") || !boundary.find()) {
            return UcwaError.of(415, "UnsupportedMediaType", "UnsupportedMediaType", "A batch is multipart/batching.");
        }
        List<String> parts = parts(request.text(), "--" + boundary.group(1));
        if (parts.size() > LIMIT) {
            return UcwaError.of(429, "TooManyRequests", null, "There are too many requests in the batch.");
        }
        String own = UUID.randomUUID().toString();
        StringBuilder body = new StringBuilder();
        for (String part : parts) {
            body.append("--").append(own).append("\r\nContent-Type: application/http; msgtype=response\r\n\r\n")
                    .append(answer(request, part)).append("\r\n");
        }
        return Answer.text(200, "multipart/batching; boundary=\"" + own + "\"", body.append("--").append(own).append("--\r\n").toString());
    }

    private static List<String> parts(String text, String delimiter) {
        List<String> parts = new ArrayList<>();
        for (String part : text.replace("\r\n", "\n").split(Pattern.quote(delimiter))) {
            if (!part.isBlank() && !part.startsWith("--")) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    /** A part is its own headers, an empty line, a request line, headers, an empty line and perhaps a body. */
    private String answer(Request batch, String part) {
        int inner = part.indexOf("\n\n");
        String[] message = (inner < 0 ? "" : part.substring(inner + 2)).split("\n\n", 2);
        String[] lines = message[0].split("\n");
        String[] first = lines[0].split(" ");
        if (first.length != 3) {
            return writer.text(UcwaError.of(400, "BadRequest", "DeserializationFailure", "A part is no request."), null);
        }
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("authorization", List.of(batch.header("authorization")));
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(lines[i].substring(0, colon).trim().toLowerCase(Locale.ROOT), List.of(lines[i].substring(colon + 1).trim()));
            }
        }
        headers.putIfAbsent("content-length", List.of("0"));
        String path = first[1].replaceFirst("^https?://[^/]+", "");
        int question = path.indexOf('?');
        String query = question < 0 ? null : path.substring(question + 1);
        path = question < 0 ? path : path.substring(0, question);
        Router.Target target = router.find(first[0], path);
        byte[] body = message.length > 1 ? message[1].getBytes(StandardCharsets.UTF_8) : new byte[0];
        Request request = new Request(target.kind(), first[0], batch.origin(), path, query, target.variables(), headers, body, batch.connection());
        if (target.kind() == RequestKind.BATCH || target.kind() == RequestKind.EVENTS) {
            return writer.text(UcwaError.of(400, "BadRequest", "ParameterValidationFailure", "This is not allowed in a batch."), request);
        }
        Answer answer;
        try {
            answer = target.handler().handle(request).join();
        } catch (Refusal refusal) {
            answer = refusal.answer();
        }
        answer.sent().run();
        return writer.text(answer, request);
    }
}
