package io.github.camelucwa;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.github.camelucwa.http.ProxyCredentials;
import io.github.camelucwa.http.Transport;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;

/**
 * Makes the HTTP client of an account from camel-http, with the options {@code http.*}. A new endpoint for each start, never
 * registered with the context: a stopped one hands out a dead client, and a registered one would share its life with a
 * user's own endpoint of the same URL.
 */
final class HttpClients {

    private static final int DEFAULT_POOL = 20;
    private static final Set<String> PROXY_SECRETS = Set.of("proxyAuthUsername", "proxyAuthPassword", "proxyAuthDomain",
            "proxyAuthNtHost");

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
        Map<String, Object> options = new HashMap<>(named(configuration));
        ProxyCredentials proxy = proxy(options, component);
        // camel-http logs the options it is given; the transport brings the credentials along by itself
        options.keySet().removeAll(PROXY_SECRETS);
        if (component.getProxyAuthScheme() == null) {
            // otherwise camel-http speaks TLS to the proxy itself, since the endpoint is an https one
            options.putIfAbsent("proxyAuthScheme", "http");
        }
        // the component may be configured to accept every name, for other endpoints of the user's
        options.put("x509HostnameVerifier", new DefaultHostnameVerifier());
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
        // whatever the https component is configured with for others: no credentials but the account's own, no redirects
        endpoint.setAuthenticationPreemptive(false);
        endpoint.setBridgeEndpoint(false);
        endpoint.setFollowRedirects(false);
        ServiceHelper.startService(endpoint);
        HttpClient client = endpoint.getHttpClient();
        return new Transport(ConfigurationRules.accountName(configuration), client, new Closing(endpoint), configuration.getMaxResponseSize(), proxy);
    }

    /** The options with the names that camel-http knows; properties files may write them with dashes. */
    private Map<String, Object> named(UcwaConfiguration configuration) {
        Map<String, Object> options = new HashMap<>();
        configuration.getHttp().forEach((name, value) -> options.put(StringHelper.dashToCamelCase(name), value));
        for (String secret : PROXY_SECRETS) {
            // a reference such as #bean:name keeps a secret out of the URI
            if (options.get(secret) instanceof String text && EndpointHelper.isReferenceParameter(text)) {
                options.put(secret, EndpointHelper.resolveReferenceParameter(context, text, String.class));
            }
        }
        return options;
    }

    /** Credentials for the proxy, or null. */
    private static ProxyCredentials proxy(Map<String, Object> options, HttpComponent component) {
        Object user = first(options.get("proxyAuthUsername"), component.getProxyAuthUsername());
        Object host = first(options.get("proxyAuthHost"), component.getProxyAuthHost(), options.get("proxyHost"),
                component.getProxyHost());
        Object port = first(options.get("proxyAuthPort"), component.getProxyAuthPort(), options.get("proxyPort"),
                component.getProxyPort());
        if (user == null || host == null || port == null) {
            return null;
        }
        Object password = first(options.get("proxyAuthPassword"), component.getProxyAuthPassword(), "");
        Object domain = first(options.get("proxyAuthDomain"), component.getProxyAuthDomain());
        Object workstation = first(options.get("proxyAuthNtHost"), component.getProxyAuthNtHost());
        return new ProxyCredentials(host.toString().toLowerCase(Locale.ROOT), Integer.parseInt(port.toString().trim()),
                user.toString(), password.toString(), domain == null ? null : domain.toString(),
                workstation == null ? null : workstation.toString());
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

    private static Object first(Object... values) {
        return Stream.of(values).filter(Objects::nonNull).findFirst().orElse(null);
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
