package io.github.camelucwa.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A client of the JDK's own making: it follows links and knows nothing of the component. */
final class TestClient {

    static final String BOT = "sip:bot@fabrikam.example";
    static final String PASSWORD = "p&ss+w%rd";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern TOKEN_URL = Pattern.compile("MsRtcOAuth href=\"([^\"]+)\"");

    private final HttpClient http;
    private final URI origin;
    private String accept = "application/json";
    private String token;
    private String version;
    private String page;
    private String applications;
    private String contentType = "application/json";

    TestClient(UcwaSimulator server) {
        this(server, URI.create(server.origin()));
    }

    TestClient(UcwaSimulator server, URI origin) {
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
        if (server.sslContext() != null) {
            builder.sslContext(server.sslContext());
        }
        this.http = builder.build();
        this.origin = origin;
    }

    static UcwaSimulator.Builder server() {
        return UcwaSimulator.create().http().user(BOT, PASSWORD);
    }

    TestClient accepting(String type) {
        accept = type;
        return this;
    }

    TestClient sending(String type) {
        contentType = type;
        return this;
    }

    TestClient fromOrigin(String origin) {
        page = origin;
        return this;
    }

    TestClient requiringVersion(String number) {
        version = number;
        return this;
    }

    TestClient withToken(String changed) {
        token = changed;
        return this;
    }

    String token() {
        return token;
    }

    static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    HttpResponse<String> get(String href) {
        return send(request(href).GET());
    }

    CompletableFuture<HttpResponse<String>> getLater(String href) {
        return http.sendAsync(request(href).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String href, String body) {
        return send(request(href).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> post(String href) {
        return send(request(href).POST(HttpRequest.BodyPublishers.noBody()));
    }

    HttpResponse<String> delete(String href) {
        return send(request(href).DELETE());
    }

    HttpResponse<String> form(String href, String... namesAndValues) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            body.append(i == 0 ? "" : "&").append(namesAndValues[i]).append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return send(request(href).header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** Follows discovery, challenge and token; gives the URL of {@code applications}. */
    String signIn() {
        String user = json(get("/Autodiscover/AutodiscoverService.svc/root")).at("/_links/user/href").asText();
        HttpResponse<String> challenge = get(user);
        token = json(form(tokenUrl(challenge), "grant_type", "password", "username", BOT.substring(4), "password", PASSWORD))
                .path("access_token").asText();
        return json(get(user)).at("/_links/applications/href").asText();
    }

    static String tokenUrl(HttpResponse<String> challenge) {
        for (String field : challenge.headers().allValues("WWW-Authenticate")) {
            Matcher matcher = TOKEN_URL.matcher(field);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        throw new AssertionError("no token URL in " + challenge.headers().map());
    }

    JsonNode application(String endpointId) {
        applications = signIn();
        return again(endpointId);
    }

    /** One more application with the token that is there. */
    JsonNode again(String endpointId) {
        return json(post(applications, applicationInput(endpointId)));
    }

    static String applicationInput(String endpointId) {
        return "{\"culture\":\"en-US\",\"endpointId\":\"" + endpointId + "\",\"userAgent\":\"test/1.0\",\"type\":\"Browser\"}";
    }

    private HttpRequest.Builder request(String href) {
        HttpRequest.Builder request = HttpRequest.newBuilder(origin.resolve(href)).timeout(Duration.ofSeconds(20));
        if (accept != null) {
            request.header("Accept", accept);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (page != null) {
            request.header("X-Ms-Origin", page);
        }
        if (version != null) {
            request.header("X-MS-RequiresMinResourceVersion", version);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
