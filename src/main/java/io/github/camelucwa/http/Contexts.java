package io.github.camelucwa.http;

import java.net.URI;

import org.apache.hc.client5.http.auth.AuthSchemeFactory;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.auth.NTCredentials;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.cookie.CookieStore;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.auth.BasicSchemeFactory;
import org.apache.hc.client5.http.impl.auth.DigestSchemeFactory;
import org.apache.hc.client5.http.impl.auth.NTLMSchemeFactory;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.http.config.RegistryBuilder;

/**
 * What each request brings along of cookies and credentials. Every request gets its own set, which replaces whatever the
 * client was configured with: so nothing goes to a host that happens to ask for it.
 */
@SuppressWarnings("deprecation") // the library discourages NTLM; the windows grant consists of it (protocol §3.2)
final class Contexts {

    private static final Lookup<AuthSchemeFactory> SCHEMES = RegistryBuilder.<AuthSchemeFactory>create()
            .register(StandardAuthScheme.NTLM, NTLMSchemeFactory.INSTANCE)
            .register(StandardAuthScheme.BASIC, BasicSchemeFactory.INSTANCE)
            .register(StandardAuthScheme.DIGEST, DigestSchemeFactory.INSTANCE)
            .build();

    /** Cookies of the account's trusted hosts, such as those that keep a client at one front end. */
    private final CookieStore cookies = new BasicCookieStore();
    private final ProxyCredentials proxy;

    Contexts(ProxyCredentials proxy) {
        this.proxy = proxy;
    }

    /** @param isolated true for a host that is not trusted: no cookie goes there and none is kept */
    HttpClientContext plain(boolean isolated) {
        return context(isolated ? new BasicCookieStore() : cookies, provider());
    }

    /** With user name and password for the NTLM handshake of exactly this URL's host, whoever else may challenge. */
    HttpClientContext windows(URI target, String username, String password) {
        int backslash = username.indexOf('\\');
        String domain = backslash < 0 ? null : username.substring(0, backslash);
        Origin origin = Origin.of(target);
        BasicCredentialsProvider provider = provider();
        provider.setCredentials(new AuthScope(null, origin.host(), origin.port(), null, StandardAuthScheme.NTLM),
                new NTCredentials(username.substring(backslash + 1), password.toCharArray(), null, domain));
        return context(cookies, provider);
    }

    private static HttpClientContext context(CookieStore cookies, BasicCredentialsProvider provider) {
        HttpClientContext context = HttpClientContext.create();
        context.setCookieStore(cookies);
        context.setCredentialsProvider(provider);
        context.setAuthSchemeRegistry(SCHEMES);
        return context;
    }

    private BasicCredentialsProvider provider() {
        BasicCredentialsProvider provider = new BasicCredentialsProvider();
        if (proxy != null) {
            char[] password = proxy.password().toCharArray();
            Credentials credentials = proxy.domain() == null ? new UsernamePasswordCredentials(proxy.username(), password)
                    : new NTCredentials(proxy.username(), password, proxy.workstation(), proxy.domain());
            provider.setCredentials(new AuthScope(proxy.host(), proxy.port()), credentials);
        }
        return provider;
    }
}
