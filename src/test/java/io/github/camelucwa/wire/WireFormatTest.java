package io.github.camelucwa.wire;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WireFormatTest {

    @ParameterizedTest
    @CsvSource({
            "application/json, JSON",
            "application/json; charset=utf-8, JSON",
            "APPLICATION/JSON;charset=utf-8, JSON",
            "application/vnd.microsoft.com.ucwa+json; charset=utf-8, JSON",
            "application/xml, XML",
            "text/xml, XML",
            "application/vnd.microsoft.com.ucwa+xml, XML",
            "application/vnd.microsoft.ucwa+xml;x=y, XML"
    })
    void knowsItsContentTypes(String contentType, WireFormat format) {
        assertThat(WireFormat.of(contentType)).contains(format);
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/html", "application/xhtml+xml", "text/plain", "multipart/batching;boundary=json", "", ";",
            "text/html; x=application/json", "json" })
    void refusesOtherContentTypes(String contentType) {
        assertThat(WireFormat.of(contentType)).isEmpty();
    }

    @Test
    void refusesAMissingContentType() {
        assertThat(WireFormat.of(null)).isEmpty();
    }

    @Test
    void asksAsTheDocumentedRequestsDo() {
        assertThat(WireFormat.JSON.accept()).isEqualTo("application/json");
        assertThat(WireFormat.XML.accept()).isEqualTo("application/vnd.microsoft.com.ucwa+xml, application/xml;q=0.9");
    }

    @Test
    void understandsWhatItSends() {
        for (WireFormat format : WireFormat.values()) {
            assertThat(WireFormat.of(format.contentType())).contains(format);
        }
    }

    @ParameterizedTest
    @CsvSource({ "'{}',JSON", "' <a/>',XML", "'\ufeff<a/>',XML", "'\ufeff{}',JSON", "'',JSON", "'\n\t <a/>',XML", "'x<',JSON" })
    void guessesFromTheBody(String body, WireFormat format) {
        assertThat(WireFormat.sniff(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(format);
    }

    @Test
    void guessesFromABodyInUtf16() {
        assertThat(WireFormat.sniff("<a/>".getBytes(StandardCharsets.UTF_16))).isEqualTo(WireFormat.XML);
    }
}
