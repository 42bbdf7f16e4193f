package io.github.camelucwa.model;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DataUriTest {

    private static DataUri parse(String uri) {
        return DataUri.parse(uri).orElseThrow();
    }

    @Test
    void decodesPercentSignsAndPlusAsBlank() {
        assertThat(parse("data:text/plain;charset=utf-8,Hi+there%2b%c3%bc%0d%0a").text()).isEqualTo("Hi there+\u00fc\r\n");
    }

    @Test
    void takesUtf8WithoutCharset() {
        assertThat(parse("data:text/plain,%E2%82%AC").text()).isEqualTo("\u20ac");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "data:text/plain;base64,SGk/IGE+Yg==",
            "data:text/plain;base64,SGk/IGE+Yg",
            "data:text/plain;base64,SGk_IGE-Yg",
            "data:text/plain;base64,SGk%2FIGE%2BYg%3D%3D",
            "data:text/plain;base64,\n  SGk/\n  IGE+Yg==\n",
            "data : text/plain;base64,\n SGk/IGE+Yg==",
            "DATA:text/plain;charset=utf-8;BASE64,SGk/IGE+Yg==",
            "data:base64;text/plain;charset=\"utf-8\",SGk/IGE+Yg=="
    })
    void decodesBase64InAllFormsSeen(String uri) {
        assertThat(parse(uri).text()).isEqualTo("Hi? a>b");
        assertThat(parse(uri).contentType()).isEqualTo("text/plain");
    }

    @Test
    void usesTheCharsetNamed() {
        assertThat(parse("data:text/plain;charset=iso-8859-1,%e4").text()).isEqualTo("\u00e4");
        assertThat(parse("data:text/plain;charset=iso-8859-1,%e4").charset()).isEqualTo("iso-8859-1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "klingon", "", "a b", "us-ascii", "utf-16" })
    void fallsBackToUtf8WhenTheCharsetIsUnknownOrWrong(String charset) {
        assertThat(parse("data:text/plain;charset=" + charset + ",%c3%a4-").text()).isEqualTo("\u00e4-");
    }

    @Test
    void showsWhatCanBeReadOfADamagedText() {
        assertThat(parse("data:text/plain;base64,SGn/").text()).isEqualTo("Hi\ufffd");
    }

    @Test
    void givesBytesOfBinaryData() {
        assertThat(parse("data:application/octet-stream;base64,AAEC/w==").bytes()).containsExactly(0, 1, 2, 0xff);
    }

    @Test
    void givesBytesThatNobodyElseCanChange() {
        DataUri uri = parse("data:,abc");
        uri.bytes()[0] = 'x';
        assertThat(uri.text()).isEqualTo("abc");
    }

    @Test
    void firstCommaEndsTheHeader() {
        assertThat(parse("data:multipart/alternative;charset=utf-8;boundary=b1,--b1%0d%0aa,b;base64,c").text())
                .isEqualTo("--b1\r\na,b;base64,c");
    }

    @Test
    void keepsWhatIsNoEscape() {
        assertThat(parse("data:text/plain,100%25%20of%2%zz%").text()).isEqualTo("100% of%2%zz%");
    }

    @Test
    void keepsCharactersThatShouldHaveBeenEscaped() {
        assertThat(parse("data:text/plain,\u00fc \ud83d\ude00").text()).isEqualTo("\u00fc \ud83d\ude00");
    }

    @Test
    void typeDefaultsToPlainText() {
        assertThat(parse("data:,x").contentType()).isEqualTo("text/plain");
        assertThat(parse("data:;charset=utf-8,x").isText()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({ "text/html,true", "TEXT/HTML,true", "application/sdp,false", "multipart/alternative,false" })
    void knowsText(String type, boolean text) {
        assertThat(parse("data:" + type + ",x").isText()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "data:", "data:text/plain", "https://fe.fabrikam.example/a,b", "/ucwa/a,b", "data:;base64,abc!d",
            "data:;base64,abcde", "metadata:,x" })
    void isEmptyForAnythingElse(String uri) {
        assertThat(DataUri.parse(uri)).isEmpty();
    }

    @Test
    void isEmptyForNull() {
        assertThat(DataUri.parse(null)).isEmpty();
    }

    @Test
    void survivesAPlaceholderInsteadOfBase64() {
        assertThat(DataUri.parse("data:text/plain;base64,notreallybase64atall")).hasValueSatisfying(uri -> assertThat(uri.text()).isNotNull());
    }

    @Test
    void toStringTellsNoData() {
        assertThat(parse("data:text/plain,secret")).hasToString("DataUri[text/plain 6 bytes]");
        assertThat(parse("data:,\u00fc").bytes()).isEqualTo("\u00fc".getBytes(StandardCharsets.UTF_8));
    }
}
