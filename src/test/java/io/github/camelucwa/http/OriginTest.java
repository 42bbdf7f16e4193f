package io.github.camelucwa.http;

import java.net.URI;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OriginTest {

    @Test
    void theDefaultPortMayBeWrittenOut() {
        assertThat(Origin.of(URI.create("HTTPS://Pool.Example/a"))).isEqualTo(Origin.of(URI.create("https://pool.example:443/b?c")))
                .hasToString("https://pool.example");
        assertThat(Origin.of(URI.create("http://pool.example"))).isEqualTo(Origin.of(URI.create("http://pool.example:80")));
    }

    @Test
    void schemeHostAndPortTellOriginsApart() {
        Origin origin = Origin.of(URI.create("https://pool.example"));
        assertThat(origin).isNotEqualTo(Origin.of(URI.create("http://pool.example:443")))
                .isNotEqualTo(Origin.of(URI.create("https://pool.example:4443")))
                .isNotEqualTo(Origin.of(URI.create("https://pool2.example")));
    }

    @Test
    void whatIsNoHttpUrlIsRefusedWithoutItsUserInformation() {
        assertThatThrownBy(() -> Origin.of(URI.create("ftp://pool.example"))).hasMessageContaining("ftp");
        assertThatThrownBy(() -> Origin.of(URI.create("/ucwa"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Origin.of(URI.create("https:///x"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Origin.of(URI.create("https://bot:secret@pool.example"))).hasMessageContaining("pool.example")
                .hasMessageNotContaining("secret");
    }
}
