package io.github.camelucwa.http;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UrlsTest {

    private static final URI BASE = URI.create("https://pool.example/ucwa/oauth/v1/applications?x=1");

    @Test
    void pathsBelongToTheHostTheyCameFrom() {
        assertThat(Urls.resolve(BASE, "/ucwa/oauth/v1/applications/4711")).hasToString(
                "https://pool.example/ucwa/oauth/v1/applications/4711");
        assertThat(Urls.resolve(BASE, "https://other.example:443/a?b=c")).hasToString("https://other.example:443/a?b=c");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/people/bob@fabrikam.example", "/invitations('4711')", "/a%27b;c=d", "/events?ack=1&sid=a+b" })
    void whatServersWriteIsNotEncodedAnew(String href) {
        assertThat(Urls.resolve(BASE, href)).hasToString("https://pool.example" + href);
    }

    @Test
    void onlyWhatNoUrlMayContainIsEncoded() {
        assertThat(Urls.resolve(BASE, "/a b/\u00e4\"{}|%zz")).hasToString("https://pool.example/a%20b/%C3%A4%22%7B%7D%7C%25zz");
        assertThat(Urls.resolve(BASE, "/\ud83d\ude00")).hasToString("https://pool.example/%F0%9F%98%80");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "/a\r\nAuthorization: x", "/a\u0000", "\\\\evil.example\\a", "https://[" })
    void whatCannotBeAUrlIsRefused(String href) {
        assertThatThrownBy(() -> Urls.resolve(BASE, href)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMissingHrefIsRefused() {
        assertThatThrownBy(() -> Urls.resolve(BASE, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLabelShowsNeitherQueryNorUserNorFragment() {
        assertThat(Urls.label(URI.create("https://u:p@pool.example:4443/a?token=t#f"))).isEqualTo("https://pool.example:4443/a");
        assertThat(Urls.label(URI.create("/a?b"))).isEqualTo("/a");
    }
}
