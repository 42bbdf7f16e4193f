package io.github.camelucwa;

import java.util.HashMap;
import java.util.Map;

import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedTime;
import io.github.camelucwa.simulator.UcwaSimulator;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TlsAndProxyTest extends SignInTestSupport {

    private static final String INTERNAL = "lyncdiscoverinternal.fabrikam.example";
    private static final String EXTERNAL = "lyncdiscover.fabrikam.example";
    /** One for all tests: its certificate takes seconds to make. */
    private static UcwaSimulator shared;

    private LoopbackProxy proxy;
    private String unknownHost = "nowhere.example";

    @Override
    protected UcwaSimulator simulator() {
        if (shared == null) {
            shared = UcwaSimulator.create().user(BOT, PASSWORD).certificateFor(INTERNAL).certificateFor(EXTERNAL)
                    .time(SimulatedTime.scaled(100)).start();
        }
        shared.requests().clear();
        return shared;
    }

    @Override
    @AfterEach
    void close() {
        context.stop();
        if (proxy != null) {
            proxy.close();
        }
    }

    @AfterAll
    static void end() {
        shared.close();
        shared = null;
    }

    @Override
    protected void configure(CamelContext made) throws Exception {
        super.configure(made);
        made.getRegistry().bind("tls", trusting());
        made.getComponent("ucwa", UcwaComponent.class).getConfiguration().setAllowInsecure(false);
    }

    private SSLContextParameters trusting() {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + server.trustStore());
        store.setPassword(server.trustStorePassword());
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trust);
        return tls;
    }

    /** All hosts are the simulator, except the one that does not exist. */
    private void throughProxy(String credentials) {
        proxy = new LoopbackProxy(host -> host.equals(unknownHost) ? -1 : server.port(), credentials);
        options().setDiscoveryUrl(null);
        options().setSslContextParameters(trusting());
        Map<String, Object> http = new HashMap<>();
        http.put("proxyHost", "127.0.0.1");
        http.put("proxyPort", String.valueOf(proxy.port()));
        options().setHttp(http);
    }

    @Test
    void parametersOfTheEndpointAreUsed() throws Exception {
        start(route(CONSUMER + "&sslContextParameters=#tls"));
        signedIn();
    }

    @Test
    void globalParametersAreUsedWhenAskedFor() throws Exception {
        context.setSSLContextParameters(trusting());
        context.getComponent("ucwa", UcwaComponent.class).setUseGlobalSslContextParameters(true);
        startConsumer();
        signedIn();
    }

    @Test
    void anUnknownCertificateIsRefused() throws Exception {
        startConsumer();
        awaitDown("Discovery found no server", "PKIX path building failed");
        assertThat(server.requests().all()).isEmpty();
    }

    @Test
    void discoveryUrlMayBeAHostWithPort() throws Exception {
        options().setDiscoveryUrl("localhost:" + server.port());
        start(route(CONSUMER + "&sslContextParameters=#tls"));
        signedIn();
    }

    @Test
    void theInternalNameIsAskedFirstThroughTheProxy() throws Exception {
        throughProxy(null);
        startConsumer();
        signedIn();
        assertThat(proxy.hosts()).containsExactly(INTERNAL);
        assertThat(proxy.heads()).allMatch(head -> head.startsWith("CONNECT " + INTERNAL + ":443 "));
    }

    @Test
    void theExternalNameIsAskedWhenThereIsNoInternalOne() throws Exception {
        unknownHost = INTERNAL;
        throughProxy(null);
        startConsumer();
        signedIn();
        assertThat(proxy.hosts()).containsExactly(INTERNAL, EXTERNAL);
        assertThat(server.requests().last(RequestKind.DISCOVERY_ROOT).origin()).isEqualTo("https://" + EXTERNAL);
    }

    @Test
    void theExternalNameIsAskedWhenTheInternalOneIsNoAutodiscover() throws Exception {
        server.faults().on(RequestKind.DISCOVERY_ROOT).answer(404);
        throughProxy(null);
        startConsumer();
        signedIn();
        assertThat(requests(RequestKind.DISCOVERY_ROOT)).extracting(r -> r.origin()).containsExactly("https://" + INTERNAL,
                "https://" + EXTERNAL);
    }

    @Test
    void anInternalNameThatRedirectsIntoAnotherDomainIsPassedOver() throws Exception {
        server.faults().on(RequestKind.DISCOVERY_ROOT).redirect(302, "https://portal.example/welcome");
        throughProxy(null);
        startConsumer();
        signedIn();
        assertThat(proxy.hosts()).containsExactly(INTERNAL, EXTERNAL);
    }

    @Test
    void bothNamesAndTheirReasonsAreToldWhenNeitherLeadsOn() throws Exception {
        server.discovery().notFound();
        throughProxy(null);
        startConsumer();
        awaitDown("GET https://" + INTERNAL + "/ answered 404", "GET https://" + EXTERNAL + "/ answered 404");
        server.discovery().reset();
    }

    @Test
    void aCertificateForAnotherNameIsRefusedThoughTheHttpsComponentIsNotParticular() throws Exception {
        throughProxy(null);
        context.getComponent("https", HttpComponent.class).setX509HostnameVerifier(NoopHostnameVerifier.INSTANCE);
        options().setDiscoveryUrl("https://sfb.fabrikam.example/");
        startConsumer();
        awaitDown("Discovery found no server", "sfb.fabrikam.example", "doesn't match");
        assertThat(server.requests().all()).isEmpty();
    }

    @Test
    void theProxyGetsItsCredentials() throws Exception {
        throughProxy("proxyuser:pr&xy+s%cret");
        options().getHttp().put("proxyAuthUsername", "proxyuser");
        options().getHttp().put("proxyAuthPassword", "pr&xy+s%cret");
        startConsumer();
        signedIn();
        assertThat(server.requests().matching(r -> r.header("proxy-authorization") != null)).as("only the proxy gets them").isEmpty();
    }

    @Test
    void theWindowsGrantWorksThroughAProxyWithCredentials() throws Exception {
        throughProxy("proxyuser:proxysecret");
        options().getHttp().put("proxy-auth-username", "proxyuser");
        options().getHttp().put("proxyAuthPassword", "proxysecret");
        options().setGrantType("windows");
        startConsumer();
        signedIn();
        assertThat(server.requests().last(RequestKind.TOKEN).header("authorization")).startsWith("NTLM ");
    }

    @Test
    void aProxyThatWantsCredentialsIsToldApartFromTheServer() throws Exception {
        throughProxy("proxyuser:proxysecret");
        startConsumer();
        awaitDown("answered 407", "the HTTP proxy wants credentials", "http.proxyAuthUsername");
    }

    @Test
    void theHttpsComponentsOwnProxyIsUsedWithItsCredentials() throws Exception {
        throughProxy("proxyuser:proxysecret");
        options().getHttp().clear();
        HttpComponent https = context.getComponent("https", HttpComponent.class);
        https.setProxyHost("127.0.0.1");
        https.setProxyPort(proxy.port());
        https.setProxyAuthScheme("http");
        https.setProxyAuthUsername("proxyuser");
        https.setProxyAuthPassword("proxysecret");
        startConsumer();
        signedIn();
    }

    @Test
    void aRedirectedUserResourceOverTlsIsAskedWithoutAnythingAndGetsNothing() {
        var foreign = server.addForeignHost("127.0.0.2");
        server.discovery().redirectInBody(foreign.discoveryUrl());
        options().setSslContextParameters(trusting());
        UcwaException e = failedStart(route(CONSUMER));
        server.discovery().reset();
        assertThat(e).hasMessageContainingAll("The user resource of autodiscover leads to host '127.0.0.2'", "trustedHosts");
        assertThat(foreign.requests().all()).as("a host may be asked during discovery, but without anything").isNotEmpty()
                .allSatisfy(r -> assertThat(r.headers()).doesNotContainKeys("authorization", "cookie"));
    }
}
