package io.github.camelucwa.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers: as JSON or XML by what the client accepts (protocol section 9.1), with the headers of a server, or disturbed by a fault. */
final class AnswerWriter {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerWriter.class);

    private static final String UCWA_JSON = "application/vnd.microsoft.com.ucwa+json";
    private static final String UCWA_XML = "application/vnd.microsoft.com.ucwa+xml";

    private record Content(String type, byte[] bytes) {
    }

    private final Payloads payloads;
    private final Behaviour behaviour;

    AnswerWriter(Payloads payloads, Behaviour behaviour) {
        this.payloads = payloads;
        this.behaviour = behaviour;
    }

    /** Never throws: a client that has gone away is no failure of the server. */
    void write(HttpExchange exchange, RecordedRequest recorded, Answer answer, Fault fault, Request request) {
        try {
            Fault.Effect effect = fault == null ? null : fault.effect();
            if (effect == Fault.Effect.LOSE_ANSWER || answer.status() == RecordedRequest.CUT) {
                mark(recorded, RecordedRequest.CUT);
                exchange.close();
                answer.sent().run();
                return;
            }
            Content content = content(answer, request);
            byte[] body = compressed(exchange, content.bytes(), request);
            if (content.type() != null) {
                exchange.getResponseHeaders().set("Content-Type", content.type());
            }
            answer.headers().forEach(field -> exchange.getResponseHeaders().add(field.name(), field.value()));
            standardHeaders(exchange, answer);
            mark(recorded, answer.status());
            if (effect == Fault.Effect.ENDLESS) {
                exchange.sendResponseHeaders(answer.status(), 0);
                writeForEver(exchange.getResponseBody(), body);
            } else if (body.length == 0) {
                exchange.sendResponseHeaders(answer.status(), -1);
            } else {
                exchange.sendResponseHeaders(answer.status(), body.length);
                writeBody(exchange.getResponseBody(), body, fault);
            }
            exchange.close();
        } catch (IOException e) {
            LOG.debug("The client has gone: {}", e.toString());
            exchange.close();
        }
        answer.sent().run();
    }

    void write(HttpExchange exchange, RecordedRequest recorded, Answer answer, Fault fault) {
        write(exchange, recorded, answer, fault, null);
    }

    private static void mark(RecordedRequest recorded, int status) {
        if (recorded != null) {
            recorded.answered(status);
        }
    }

    /** Ends when the client, or the server, closes the connection. */
    private static void writeForEver(OutputStream out, byte[] beginning) throws IOException {
        out.write(beginning);
        byte[] more = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);
        while (!Thread.currentThread().isInterrupted()) {
            out.write(more);
        }
    }

    private static void writeBody(OutputStream out, byte[] body, Fault fault) throws IOException {
        if (fault != null && fault.effect() == Fault.Effect.CUT_BODY) {
            out.write(body, 0, body.length / 2);
            out.flush();
        } else if (fault != null && fault.effect() == Fault.Effect.TRICKLE) {
            for (byte one : body) {
                out.write(one);
                out.flush();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(fault.duration().toMillis()));
            }
        } else {
            out.write(body);
        }
    }

    private byte[] compressed(HttpExchange exchange, byte[] body, Request request) throws IOException {
        String accepted = request == null ? null : request.header("accept-encoding");
        if (!behaviour.compression() || body.length == 0 || accepted == null || !accepted.contains("gzip")) {
            return body;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        }
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        return bytes.toByteArray();
    }

    private Content content(Answer answer, Request request) {
        if (answer.bytes() != null) {
            return new Content(answer.contentType(), answer.bytes());
        }
        if (answer.tree() == null) {
            return new Content(null, new byte[0]);
        }
        String type = negotiate(request == null ? null : request.header("accept"));
        String text = type.contains("xml") ? payloads.xml(answer) : payloads.json(answer);
        return new Content(type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The whole answer as text, for a part of a batch; JSON begins with a byte order mark there (protocol section 12). */
    String text(Answer answer, Request request) {
        Content content = content(answer, request);
        StringBuilder text = new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" -\r\nCache-Control: no-cache\r\n");
        answer.headers().forEach(field -> text.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        if (content.type() != null) {
            text.append("Content-Type: ").append(content.type()).append("\r\n");
        }
        boolean json = content.type() != null && content.type().contains("json");
        return text.append("\r\n").append(json ? "\uFEFF" : "").append(new String(content.bytes(), StandardCharsets.UTF_8)).toString();
    }

    /** Without Accept a real server writes XML (protocol section 2.2); whoever accepts both gets JSON. */
    static String negotiate(String accept) {
        if (accept == null) {
            return "application/xml; charset=utf-8";
        }
        String wanted = accept.toLowerCase(Locale.ROOT);
        if (wanted.contains(UCWA_JSON)) {
            return UCWA_JSON + "; charset=utf-8";
        }
        if (wanted.contains("json")) {
            return "application/json; charset=utf-8";
        }
        if (wanted.contains("ucwa+xml")) {
            return UCWA_XML + "; charset=utf-8";
        }
        if (wanted.contains("application/xml") || wanted.contains("text/xml")) {
            return "application/xml; charset=utf-8";
        }
        return "application/json; charset=utf-8";
    }

    private static void standardHeaders(HttpExchange exchange, Answer answer) {
        var headers = exchange.getResponseHeaders();
        headers.set("Server", "Microsoft-IIS/8.5");
        headers.set("X-MS-Server-Fqdn", "FE01.fabrikam.example");
        headers.set("X-MS-UcwaVersion", "2.0");
        headers.set("X-Content-Type-Options", "nosniff");
        if (!answer.has("Cache-Control")) {
            headers.set("Cache-Control", "no-cache");
        }
    }
}
