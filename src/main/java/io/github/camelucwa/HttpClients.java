package io.github.camelucwa;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import io.github.camelucwa.http.ProxyCredentials;
import io.github.camelucwa.http.Transport;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.URISupport;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * Makes the HTTP client of an account from camel-http, with the options {@code http.*}. A new endpoint for each start, never
 * registered with the context: a stopped one hands out a dead client, and a registered one would share its life with a
 * user's own endpoint of the same URL.
 */
final class HttpClients {

    private static final int DEFAULT_POOL = 20;

    private final CamelContext context;

    HttpClients(CamelContext context) {
        this.context = context;
    }

    /**
     * @param origin    host the account begins with, only for camel-http's own naming
     * @throws IllegalArgumentException naming the options that camel-http does not know
     */
    Transport create(String origin, UcwaConfiguration configuration) throws Exception {
        // the https component's clients serve http, too
        HttpComponent component = context.getComponent("https", HttpComponent.class);
        Map<String, Object> options = new HashMap<>(configuration.getHttp());
        if (configuration.getSslContextParameters() != null) {
            options.put("sslContextParameters", configuration.getSslContextParameters());
        }
        options.putIfAbsent("connectionsPerRoute", DEFAULT_POOL);
        HttpEndpoint endpoint;
        try {
            endpoint = (HttpEndpoint) component.createEndpoint("https://" + origin, options);
        } catch (Exception e) {
            throw new IllegalArgumentException("The option http." + culprit(component, origin, configuration.getHttp())
                    + " was not accepted: " + rootMessage(e), e);
        }
        String unknown = endpoint.getHttpUri().getRawQuery();
        if (unknown != null) {
            // camel-http takes what it does not know for query parameters of the URL
            throw new IllegalArgumentException("Unknown options: http."
                    + String.join(", http.", URISupport.parseQuery(unknown).keySet()) + "; see the http component for the known ones");
        }
        HttpClientConfigurer users = endpoint.getHttpClientConfigurer();
        endpoint.setHttpClientConfigurer(builder -> {
            if (users != null) {
                users.configureHttpClient(builder);
            }
            // pauses and repetitions are the channel's; a redirect might carry a token away
            builder.disableAutomaticRetries();
            builder.disableRedirectHandling();
        });
        ServiceHelper.startService(endpoint);
        HttpClient client = endpoint.getHttpClient();
        return new Transport(client, new Closing(endpoint), configuration.getMaxResponseSize());
    }

    /** Credentials of the proxy, or null. */
    static ProxyCredentials proxy(UcwaConfiguration configuration) {
        Map<String, Object> http = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        http.putAll(configuration.getHttp());
        Object user = http.get("proxyAuthUsername");
        Object host = first(http, "proxyAuthHost", "proxyHost");
        Object port = first(http, "proxyAuthPort", "proxyPort");
        if (user == null || host == null || port == null) {
            return null;
        }
        return new ProxyCredentials(host.toString().toLowerCase(Locale.ROOT), Integer.parseInt(port.toString().trim()),
                user.toString(), String.valueOf(http.getOrDefault("proxyAuthPassword", "")));
    }

    /** The option that alone is refused, too; camel-http's own message does not tell which it was. */
    private static String culprit(HttpComponent component, String origin, Map<String, Object> options) {
        for (Map.Entry<String, Object> option : options.entrySet()) {
            try {
                component.createEndpoint("https://" + origin, new HashMap<>(Map.of(option.getKey(), option.getValue())));
            } catch (Exception e) {
                return option.getKey();
            }
        }
        return "*";
    }

    private static Object first(Map<String, Object> options, String one, String other) {
        return options.get(one) != null ? options.get(one) : options.get(other);
    }

    private static String rootMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    /** Closes the client with its endpoint. */
    private record Closing(HttpEndpoint endpoint) implements Closeable {
        @Override
        public void close() throws IOException {
            ServiceHelper.stopAndShutdownService(endpoint);
        }
    }
}
