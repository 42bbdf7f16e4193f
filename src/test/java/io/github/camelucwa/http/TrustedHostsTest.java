package io.github.camelucwa.http;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrustedHostsTest {

    private final TrustedHosts hosts = new TrustedHosts("Fabrikam.example", List.of("pool.contoso.example", "*.cloud.example"), false);

    @ParameterizedTest
    @ValueSource(strings = { "https://fabrikam.example/x", "https://lyncdiscover.FABRIKAM.example", "https://a.b.fabrikam.example:4443/",
            "https://pool.contoso.example", "https://POOL.contoso.example:8443/x", "https://web1.cloud.example/" })
    void ownAndListedHostsAreTrusted(String url) {
        assertThat(hosts.isTrusted(URI.create(url))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://evilfabrikam.example/", "https://fabrikam.example.evil.example/", "https://contoso.example/",
            "https://x.pool.contoso.example/", "https://cloud.example/", "https://evilcloud.example/", "https://fabrikam.example./",
            "https://evil.example/?fabrikam.example", "https://evil.example/fabrikam.example", "https://evil.example#fabrikam.example",
            "https://lyncdiscover.fabrikam.example@evil.example/", "https://bot:pw@lyncdiscover.fabrikam.example/",
            "http://lyncdiscover.fabrikam.example/", "ftp://lyncdiscover.fabrikam.example/", "file:///etc/passwd", "//fabrikam.example/",
            "https:///x", "mailto:a@fabrikam.example" })
    void othersAreNot(String url) {
        assertThat(hosts.isTrusted(URI.create(url))).isFalse();
    }

    @Test
    void plainHttpIsTrustedOnlyWhenPermitted() {
        TrustedHosts lab = new TrustedHosts("fabrikam.example", List.of(), true);
        assertThat(lab.isTrusted(URI.create("http://lyncdiscover.fabrikam.example/"))).isTrue();
        assertThat(lab.isTrusted(URI.create("http://evil.example/"))).isFalse();
    }

    @Test
    void withoutSipDomainOnlyTheListCounts() {
        TrustedHosts listed = new TrustedHosts(null, List.of("pool.contoso.example", " "), false);
        assertThat(listed.isTrusted(URI.create("https://pool.contoso.example/"))).isTrue();
        assertThat(listed.isTrusted(URI.create("https://null/"))).isFalse();
        assertThat(listed.isTrusted(URI.create("https://x.null/"))).isFalse();
    }

    @Test
    void theRefusalNamesTheHostAndTheOption() {
        assertThatThrownBy(() -> hosts.require(URI.create("https://evil.example/ucwa?token=cwt"), "The applications link"))
                .isInstanceOfSatisfying(CallFailedException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNTRUSTED))
                .hasMessageContainingAll("The applications link", "evil.example", "trustedHosts", "nothing was sent")
                .hasMessageNotContaining("token=cwt");
    }

    @Test
    void theRefusalOfPlainHttpNamesItsOption() {
        assertThatThrownBy(() -> hosts.require(URI.create("http://pool.contoso.example/"), "The link"))
                .hasMessageContainingAll("http://pool.contoso.example", "allowInsecure=true");
    }
}
