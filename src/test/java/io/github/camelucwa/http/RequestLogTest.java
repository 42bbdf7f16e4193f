package io.github.camelucwa.http;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What of a body is shown at TRACE. */
class RequestLogTest {

    @Test
    void aResourceIsShown() {
        assertThat(shown("application/json; charset=utf-8", "{\"rel\":\"participantInvitation\",\"state\":\"Connecting\"}"))
                .isEqualTo("{\"rel\":\"participantInvitation\",\"state\":\"Connecting\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"_links\":{\"message\":{\"href\":\"data:text/plain;charset=utf-8,Please+join\"}}}",
            "{\"_links\":{\"message\":{\"href\":\"DATA:text/html;base64,UGxlYXNl+join\"}}}",
            "<link rel=\"message\" href=\"data:text/plain,Please+join\" />",
            "<link rel='message' href='data:text/plain,Please+join' />" })
    void theTextOfAMessageIsMasked(String body) {
        assertThat(shown("application/json", body)).contains("***").doesNotContain("join").doesNotContain("UGxl");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"access_token\":\"cwt=AAEB\",\"expires_in\":28800}", "{\"access_token\" : \"cwt=AA\\\"EB\"}",
            "{\"refresh_token\":\"cwt=AAEB", "{\"password\":\"AAEB\"}" })
    void aTokenIsMaskedEvenWhenTorn(String body) {
        assertThat(shown("application/json", body)).contains("***").doesNotContain("EB");
    }

    @Test
    void aFormIsNotShown() {
        assertThat(shown("application/x-www-form-urlencoded", "grant_type=password&password=AAEB"))
                .isEqualTo("33 bytes of application/x-www-form-urlencoded");
    }

    @Test
    void aPageIsNotShown() {
        assertThat(shown("text/html", "<html>token AAEB</html>")).doesNotContain("AAEB");
    }

    @Test
    void noBodyIsNothing() {
        assertThat(shown("application/json", "")).isEqualTo("nothing");
    }

    @Test
    void aLongBodyIsCut() {
        assertThat(shown("application/json", "x".repeat(10_000))).hasSizeLessThan(4100).endsWith("(10000 bytes)");
    }

    private static String shown(String type, String body) {
        return RequestLog.shown(type, body.getBytes(StandardCharsets.UTF_8));
    }
}
