package io.github.camelucwa.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelucwa.model.Link;
import io.github.camelucwa.model.Resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonWireTest {

    private final Wire wire = Wire.of(WireFormat.JSON);

    private Resource read(String body) throws MalformedBodyException {
        return wire.readResource(Bytes.of(body));
    }

    @Test
    void readsAResource() throws Exception {
        Resource resource = read("""
                {'rel':'me','name':'Bot','emailAddresses':['bot@fabrikam.example'],'count':3,'big':5000000000,'ratio':0.25,'local':true,
                 '_links':{'self':{'href':'/me','revision':'2'},'phones':[{'href':'/me/phones'}]},
                 '_embedded':{'note':{'message':'Hello'}}}""");
        assertThat(resource.getProperties()).isEqualTo(Map.of("rel", "me", "name", "Bot", "emailAddresses",
                List.of("bot@fabrikam.example"), "count", 3, "big", 5000000000L, "ratio", 0.25, "local", true));
        assertThat(resource.getLinks()).isEqualTo(Map.of("self", List.of(new Link("self", "/me", null, "2")),
                "phones", List.of(Link.of("phones", "/me/phones"))));
        assertThat(resource.embedded("note").orElseThrow().text("message")).isEqualTo("Hello");
    }

    @Test
    void orderOfMembersDoesNotMatter() throws Exception {
        assertThat(read("{'_embedded':{'a':{'x':1}},'_links':{'self':{'href':'/1'}},'name':'n','rel':'me'}"))
                .isEqualTo(read("{'rel':'me','name':'n','_links':{'self':{'href':'/1'}},'_embedded':{'a':{'x':1}}}"));
    }

    @Test
    void keepsTheOrderOfProperties() throws Exception {
        assertThat(read("{'z':1,'a':2,'m':3}").getProperties()).containsExactly(Map.entry("z", 1), Map.entry("a", 2), Map.entry("m", 3));
    }

    @Test
    void dropsAByteOrderMark() throws Exception {
        assertThat(read("\ufeff{'rel':'me'}").getRel()).isEqualTo("me");
    }

    @Test
    void readsEscapes() throws Exception {
        assertThat(read("{'a':'it\\u0027s \\/Date(1)\\/ \\ud83d\\ude00'}").text("a")).isEqualTo("it's /Date(1)/ \ud83d\ude00");
    }

    @Test
    void aHalfSurrogatePairCanBeWrittenAgain() throws Exception {
        Resource resource = read("{'a':'x\\ud83dy'}");
        assertThat(wire.readResource(wire.writeResource(resource))).isEqualTo(resource);
    }

    @Test
    void readsUtf16() throws Exception {
        assertThat(wire.readResource("{\"rel\":\"me\"}".getBytes(StandardCharsets.UTF_16LE)).getRel()).isEqualTo("me");
    }

    @Test
    void ofSeveralMembersOfOneNameTheLastCounts() throws Exception {
        assertThat(read("{'a':1,'a':2}").getProperties()).isEqualTo(Map.of("a", 2));
    }

    @Test
    void aNumberTooLargeStaysText() throws Exception {
        assertThat(read("{'a':1e999}").getProperties()).isEqualTo(Map.of("a", "1e999"));
    }

    @Test
    void toleratesOddSections() throws Exception {
        Resource resource = read("{'rel':null,'_links':null,'_embedded':[1,'x',null],'a':{'b':[[]]}}");
        assertThat(resource.getRel()).isNull();
        assertThat(resource.getLinks()).isEmpty();
        assertThat(resource.getEmbedded()).isEmpty();
    }

    @Test
    void writesWhatItRead() throws Exception {
        String body = "{\"rel\":\"x\",\"n\":null,\"f\":0.5,\"l\":[1,true,{\"a\":\"\\\"\"}],\"_links\":{\"self\":[{\"href\":\"/1\",\"etag\":\"7\"}]},"
                + "\"_embedded\":{\"a\":{\"b\":5000000000}}}";
        assertThat(Bytes.text(wire.writeResource(read(body)))).isEqualTo(body);
    }

    @Test
    void writesInputsWithoutNulls() {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("to", "sip:alice@fabrikam.example");
        input.put("operationId", null);
        input.put("supportedModalities", List.of("Messaging"));
        assertThat(Bytes.text(wire.writeInput(input)))
                .isEqualTo("{\"to\":\"sip:alice@fabrikam.example\",\"supportedModalities\":[\"Messaging\"]}");
    }

    @Test
    void readsAFlatObject() throws Exception {
        assertThat(JsonWire.readObject(Bytes.of("{'access_token':'cwt=AAEB','expires_in':28289}")))
                .isEqualTo(Map.of("access_token", "cwt=AAEB", "expires_in", 28289));
    }

    @Test
    void aFlatObjectCannotBeChanged() throws Exception {
        Map<String, Object> object = JsonWire.readObject(Bytes.of("{}"));
        assertThatThrownBy(() -> object.put("a", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "~~                      | Empty body",
            "~  \n ~                 | Empty body",
            "['secret']              | without an object as root, line 1 column 1",
            "'secret'                | without an object as root",
            "{'a':'secret'           | ends too early",
            "{'a':'secret            | ends too early",
            "{'a':secret}            | Not well-formed JSON, line 1 column",
            "{'a':'secret',}         | Not well-formed JSON",
            "{'a':'secret'}{         | goes on after its end",
            "{'a':'secret'} x        | Not well-formed JSON",
            "<html>secret</html>     | Not well-formed JSON"
    })
    void tellsWhatIsWrongAndWhereButNotWhatItReads(String body, String message) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(MalformedBodyException.class).hasNoCause()
                .hasMessageContaining(message).message().doesNotContain("secret");
    }

    @Test
    void refusesBrokenUtf8() {
        byte[] body = { '{', '"', 'a', '"', ':', '"', (byte) 0xc3, '"', '}' };
        assertThatThrownBy(() -> wire.readResource(body)).isInstanceOf(MalformedBodyException.class);
    }

    @Test
    void refusesEndlessNesting() {
        String body = "{'a':".repeat(100) + "1" + "}".repeat(100);
        assertThatThrownBy(() -> read(body)).isInstanceOf(MalformedBodyException.class).hasMessageContaining("nested deeper than 64");
        byte[] arrays = new byte[1 << 20];
        Arrays.fill(arrays, (byte) '[');
        System.arraycopy(Bytes.of("{'a':"), 0, arrays, 0, 5);
        assertThatThrownBy(() -> wire.readResource(arrays)).isInstanceOf(MalformedBodyException.class);
    }

    @Test
    void readsNestingUpToTheLimit() throws Exception {
        String body = "{'a':".repeat(64) + "1" + "}".repeat(64);
        assertThat(read(body).getProperties()).containsOnlyKeys("a");
    }

    @Test
    void refusesEndlessNamesAndNumbers() {
        assertThatThrownBy(() -> read("{'" + "a".repeat(2000) + "':1}")).isInstanceOf(MalformedBodyException.class);
        assertThatThrownBy(() -> read("{'a':" + "1".repeat(2000) + "}")).isInstanceOf(MalformedBodyException.class);
    }

    @Test
    void inputOfNothingIsAnEmptyObject() {
        assertThat(Bytes.text(wire.writeInput(new HashMap<>()))).isEqualTo("{}");
    }
}
