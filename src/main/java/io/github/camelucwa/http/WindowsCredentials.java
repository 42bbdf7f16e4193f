package io.github.camelucwa.http;

import java.net.URI;
import java.util.List;

import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.NTCredentials;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.auth.BasicSchemeFactory;
import org.apache.hc.client5.http.impl.auth.DigestSchemeFactory;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.config.RegistryBuilder;

/**
 * User and password for the NTLM handshake of the windows grant. They are offered to one host only, the web ticket
 * service's, whoever else may challenge.
 */
@SuppressWarnings("deprecation") // the library discourages NTLM; the windows grant consists of it (protocol §3.2)
final class WindowsCredentials {

    static final List<String> SCHEMES = List.of(StandardAuthScheme.NTLM);

    private final String user;
    private final String domain;
    private final char[] password;
    private final ProxyCredentials proxy;

    WindowsCredentials(String username, String password, ProxyCredentials proxy) {
        int backslash = username.indexOf('\\');
        this.domain = backslash < 0 ? null : username.substring(0, backslash);
        this.user = username.substring(backslash + 1);
        this.password = password.toCharArray();
        this.proxy = proxy;
    }

    HttpClientContext context(URI target) {
        BasicCredentialsProvider provider = new BasicCredentialsProvider();
        Origin origin = Origin.of(target);
        provider.setCredentials(new AuthScope(null, origin.host(), origin.port(), null, StandardAuthScheme.NTLM),
                new NTCredentials(user, password, null, domain));
        if (proxy != null) {
            // a provider of the request replaces the client's, so the proxy's credentials have to be told again
            provider.setCredentials(new AuthScope(proxy.host(), proxy.port()),
                    new UsernamePasswordCredentials(proxy.username(), proxy.password().toCharArray()));
        }
        HttpClientContext context = HttpClientContext.create();
        context.setCredentialsProvider((CredentialsProvider) provider);
        context.setAuthSchemeRegistry(RegistryBuilder.<org.apache.hc.client5.http.auth.AuthSchemeFactory>create()
                .register(StandardAuthScheme.NTLM, org.apache.hc.client5.http.impl.auth.NTLMSchemeFactory.INSTANCE)
                .register(StandardAuthScheme.BASIC, BasicSchemeFactory.INSTANCE)
                .register(StandardAuthScheme.DIGEST, DigestSchemeFactory.INSTANCE)
                .build());
        return context;
    }
}
