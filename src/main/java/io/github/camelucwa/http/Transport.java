package io.github.camelucwa.http;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends one request and reads one answer: bounded in time and size, never following a redirect, never repeating by itself.
 * Knows nothing of tokens and trust; {@link UcwaHttp} does.
 */
public final class Transport implements Closeable {

    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(10);
    /** How long an answer may take once it has begun: ends servers that send a byte now and then. */
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(30);

    private final RequestLog log;
    private final HttpClient client;
    private final Closeable closing;
    private final int maxResponseSize;
    private final Contexts contexts;
    private final Set<CallHandle> inFlight = ConcurrentHashMap.newKeySet();

    /**
     * @param account         how the account is called in logs
     * @param client          does the HTTP
     * @param closing         closed with this transport
     * @param maxResponseSize bytes of a body, after decompression
     * @param proxy           credentials for the proxy, or null
     */
    public Transport(String account, HttpClient client, Closeable closing, int maxResponseSize, ProxyCredentials proxy) {
        this.log = new RequestLog(account);
        this.client = client;
        this.closing = closing;
        this.maxResponseSize = maxResponseSize;
        this.contexts = new Contexts(proxy);
    }

    /**
     * Sends a request.
     *
     * @param token    bearer token to show, or null
     * @param isolated true for a host that is not trusted: no cookie goes there and none is kept
     * @param handle   to abort it by
     * @throws CallFailedException when there is no answer
     */
    public Answer send(Request request, AccessToken token, boolean isolated, CallHandle handle) throws CallFailedException {
        return send(request, token, contexts.plain(isolated), List.of(), handle);
    }

    /** Sends a request, answering an NTLM challenge of exactly this URL's host with the credentials (protocol §3.2). */
    Answer sendAsWindowsUser(Request request, String username, String password, CallHandle handle)
            throws CallFailedException {
        return send(request, null, contexts.windows(request.uri(), username, password), List.of(StandardAuthScheme.NTLM),
                handle);
    }

    private Answer send(Request request, AccessToken token, HttpClientContext context, List<String> schemes,
                        CallHandle handle) throws CallFailedException {
        HttpUriRequestBase http = new HttpUriRequestBase(request.method(), request.uri());
        http.setConfig(config(request, schemes));
        http.setHeader("Accept", request.accept());
        if (token != null) {
            http.setHeader("Authorization", "Bearer " + token.value());
        }
        if (request.body() != null) {
            http.setEntity(new ByteArrayEntity(request.body(), ContentType.parse(request.contentType())));
        } else if ("POST".equals(request.method())) {
            http.setEntity(new ByteArrayEntity(new byte[0], null));
        }
        RequestLog.Entry entry = log.sending(request);
        Runnable cancel = http::cancel;
        Duration most = most(request);
        // the timeouts of sockets count between two bytes only; a head that trickles would never end
        CompletableFuture<Void> deadline = new CompletableFuture<Void>().orTimeout(most.toMillis(), TimeUnit.MILLISECONDS);
        deadline.whenComplete((done, late) -> {
            if (late instanceof TimeoutException) {
                http.cancel();
            }
        });
        inFlight.add(handle);
        try {
            if (!handle.begin(cancel)) {
                throw stopped(request);
            }
            Answer answer = client.execute(http, context, response -> read(request, http, response));
            entry.answered(answer);
            return answer;
        } catch (IOException | RuntimeException e) {
            if (handle.isAborted()) {
                throw stopped(request);
            }
            entry.failed(e);
            if (e instanceof CallFailedException failed) {
                throw failed;
            }
            if (deadline.isCompletedExceptionally()) {
                throw new CallFailedException(FailureKind.TRANSIENT, request.label() + " was given up: the answer was not complete"
                        + " after " + most.toSeconds() + " s", Urls.label(request.uri()), null);
            }
            // the client reports an abort or a closed pool as IllegalStateException, depending on the instant
            throw Failures.noAnswer(request, e instanceof IOException io ? io : new IOException(e.toString(), e));
        } finally {
            deadline.complete(null);
            handle.end(cancel);
            inFlight.remove(handle);
        }
    }

    @SuppressWarnings("deprecation") // the successor lives in the connection manager, which is camel-http's
    private RequestConfig config(Request request, List<String> schemes) {
        RequestConfig defaults = client instanceof Configurable configurable ? configurable.getConfig() : null;
        RequestConfig.Builder config = defaults == null ? RequestConfig.custom() : RequestConfig.copy(defaults);
        if (defaults == null || defaults.getConnectTimeout() == null) {
            config.setConnectTimeout(CONNECT_TIMEOUT);
        }
        return config.setTargetPreferredAuthSchemes(schemes)
                .setAuthenticationEnabled(true)
                .setResponseTimeout(request.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .setRedirectsEnabled(false)
                .setExpectContinueEnabled(false)
                .build();
    }

    private Answer read(Request request, Cancellable http, ClassicHttpResponse response) throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), n -> new ArrayList<>(1)).add(header.getValue());
        }
        return new Answer(request, response.getCode(), headers, body(request, http, response.getEntity()));
    }

    private byte[] body(Request request, Cancellable http, HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        int limit = Math.min(maxResponseSize, request.limit());
        ByteArrayOutputStream body = new ByteArrayOutputStream((int) Math.max(512, Math.min(entity.getContentLength(), 65536)));
        byte[] buffer = new byte[8192];
        try (InputStream in = entity.getContent()) {
            if (in == null) {
                return new byte[0];
            }
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (body.size() + (long) n > limit) {
                    throw tooMuch(request, http, limit);
                }
                body.write(buffer, 0, n);
            }
        }
        return body.toByteArray();
    }

    private CallFailedException tooMuch(Request request, Cancellable http, int limit) {
        // closing the stream alone would read the rest for the sake of the connection's reuse
        http.cancel();
        return new CallFailedException(FailureKind.MALFORMED, "The answer to " + request.label() + " is larger than "
                + (limit == maxResponseSize ? "maxResponseSize=" : "the ") + limit + " bytes"
                + (limit == maxResponseSize ? "" : " that such an answer may have") + "; it was not read further",
                Urls.label(request.uri()), null);
    }

    private static Duration most(Request request) {
        Duration half = request.timeout().dividedBy(2);
        return request.timeout().plus(half.compareTo(BODY_TIMEOUT) < 0 ? half : BODY_TIMEOUT);
    }

    private static CallFailedException stopped(Request request) {
        return new CallFailedException(FailureKind.STOPPED, request.label() + " was ended because the account is stopping",
                Urls.label(request.uri()), null);
    }

    /** Ends every call in flight at once. */
    public void abortAll() {
        inFlight.forEach(CallHandle::abort);
    }

    @Override
    public void close() throws IOException {
        abortAll();
        closing.close();
    }
}
