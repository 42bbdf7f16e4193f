package io.github.camelucwa.http;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one request and reads one answer: bounded in time and size, never following a redirect, never repeating by itself.
 * Knows nothing of tokens and trust; {@link UcwaHttp} does.
 */
public final class Transport implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(10);

    private final HttpClient client;
    private final Closeable closing;
    private final int maxResponseSize;
    private final Set<CallHandle> inFlight = ConcurrentHashMap.newKeySet();

    /**
     * @param client          does the HTTP
     * @param closing         closed with this transport
     * @param maxResponseSize bytes of a body, after decompression
     */
    public Transport(HttpClient client, Closeable closing, int maxResponseSize) {
        this.client = client;
        this.closing = closing;
        this.maxResponseSize = maxResponseSize;
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
        HttpClientContext context = HttpClientContext.create();
        if (isolated) {
            context.setCookieStore(new BasicCookieStore());
        }
        return send(request, token, context, handle);
    }

    /** Sends a request, answering an NTLM challenge of exactly this URL's host with the credentials (protocol §3.2). */
    Answer sendWithWindowsCredentials(Request request, WindowsCredentials credentials, CallHandle handle)
            throws CallFailedException {
        return send(request, null, credentials.context(request.uri()), handle);
    }

    private Answer send(Request request, AccessToken token, HttpClientContext context, CallHandle handle)
            throws CallFailedException {
        HttpUriRequestBase http = new HttpUriRequestBase(request.method(), request.uri());
        http.setConfig(config(request, context));
        http.setHeader("Accept", request.accept());
        if (token != null) {
            http.setHeader("Authorization", "Bearer " + token.value());
        }
        if (request.body() != null) {
            http.setEntity(new ByteArrayEntity(request.body(), ContentType.parse(request.contentType())));
        } else if ("POST".equals(request.method())) {
            http.setEntity(new ByteArrayEntity(new byte[0], null));
        }
        long start = System.nanoTime();
        inFlight.add(handle);
        try {
            if (!handle.begin(http)) {
                throw stopped(request);
            }
            Answer answer = client.execute(http, context, response -> read(request, http, response));
            LOG.debug("{} -> {} in {} ms", request.label(), answer.status(), millisSince(start));
            return answer;
        } catch (IOException | RuntimeException e) {
            if (handle.isAborted()) {
                throw stopped(request);
            }
            LOG.debug("{} failed after {} ms: {}", request.label(), millisSince(start), e.toString());
            if (e instanceof CallFailedException failed) {
                throw failed;
            }
            // the client reports an abort or a closed pool as IllegalStateException, depending on the instant
            throw Failures.noAnswer(request, e instanceof IOException io ? io : new IOException(e.toString(), e));
        } finally {
            handle.end(http);
            inFlight.remove(handle);
        }
    }

    @SuppressWarnings("deprecation") // the successor lives in the connection manager, which is camel-http's
    private RequestConfig config(Request request, HttpClientContext context) {
        RequestConfig defaults = client instanceof Configurable configurable ? configurable.getConfig() : null;
        RequestConfig.Builder config = defaults == null ? RequestConfig.custom() : RequestConfig.copy(defaults);
        if (defaults == null || defaults.getConnectTimeout() == null) {
            config.setConnectTimeout(CONNECT_TIMEOUT);
        }
        if (context.getCredentialsProvider() != null) {
            config.setTargetPreferredAuthSchemes(WindowsCredentials.SCHEMES);
            config.setAuthenticationEnabled(true);
        }
        return config.setResponseTimeout(request.timeout().toMillis(), TimeUnit.MILLISECONDS)
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
        // the body gets as long as its head: ends servers that send a byte now and then
        long deadline = System.nanoTime() + request.timeout().toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream((int) Math.max(512, Math.min(entity.getContentLength(), 65536)));
        byte[] buffer = new byte[8192];
        try (InputStream in = entity.getContent()) {
            if (in == null) {
                return new byte[0];
            }
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (body.size() + (long) n > maxResponseSize) {
                    throw tooMuch(request, http, "is larger than maxResponseSize=" + maxResponseSize + " bytes");
                }
                if (System.nanoTime() > deadline) {
                    throw tooMuch(request, http, "took longer than " + request.timeout().toSeconds() + " s to arrive");
                }
                body.write(buffer, 0, n);
            }
        }
        return body.toByteArray();
    }

    private static CallFailedException tooMuch(Request request, Cancellable http, String why) {
        // closing the stream alone would read the rest for the sake of the connection's reuse
        http.cancel();
        return new CallFailedException(FailureKind.MALFORMED, "The answer to " + request.label() + " " + why
                + "; it was not read further", Urls.label(request.uri()), null);
    }

    private static CallFailedException stopped(Request request) {
        return new CallFailedException(FailureKind.STOPPED, request.label() + " was ended because the account is stopping",
                Urls.label(request.uri()), null);
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
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
