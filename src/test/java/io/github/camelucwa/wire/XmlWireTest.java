package io.github.camelucwa.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelucwa.model.Link;
import io.github.camelucwa.model.Resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class XmlWireTest {

    private static final String NAMESPACE = "xmlns='http://schemas.microsoft.com/rtc/2012/03/ucwa'";

    private final Wire wire = Wire.of(WireFormat.XML);

    private Resource read(String body) throws MalformedBodyException {
        return wire.readResource(Bytes.of(body));
    }

    @Test
    void readsAResource() throws Exception {
        Resource resource = read("<?xml version='1.0' encoding='utf-8'?>\n<resource rel='me' href='/me' " + NAMESPACE + """
                >
                  <link rel='phones' href='/me/phones' title='Phones' revision='2' />
                  <property name='rel'>me</property>
                  <property name='name'>Bot &amp; Co</property>
                  <property name='subject'></property>
                  <propertyList name='emailAddresses'><item>bot@fabrikam.example</item></propertyList>
                  <propertyList name='none' />
                  <resource rel='note' href='/me/note'><property name='message'>Hello</property></resource>
                </resource>""");
        assertThat(resource.getHref()).isEqualTo("/me");
        assertThat(resource.link("phones")).contains(new Link("phones", "/me/phones", "Phones", "2"));
        assertThat(resource.getProperties()).isEqualTo(Map.of("rel", "me", "name", "Bot & Co", "subject", "", "emailAddresses",
                List.of("bot@fabrikam.example"), "none", List.of()));
        assertThat(resource.embedded("note").orElseThrow().text("message")).isEqualTo("Hello");
        assertThat(resource.embedded("note").orElseThrow().getHref()).isEqualTo("/me/note");
    }

    @Test
    void attributeRelIsOnlyUsedWithoutTheProperty() throws Exception {
        assertThat(read("<resource rel='root'/>").getRel()).isEqualTo("root");
        assertThat(read("<resource rel='from'><property name='rel'>participant</property></resource>").getRel()).isEqualTo("participant");
    }

    @Test
    void repeatedLinksAndResourcesAreLists() throws Exception {
        Resource resource = read("""
                <resource rel='x'><link rel='a' href='/1'/><link rel='a' href='/2'/><link rel='a' href='/3'/>
                  <resource rel='b' href='/4'/><resource rel='b' href='/5'/></resource>""");
        assertThat(resource.links("a")).extracting(Link::href).containsExactly("/1", "/2", "/3");
        assertThat(resource.embeddedList("b")).extracting(Resource::getHref).containsExactly("/4", "/5");
    }

    @Test
    void aRelThatIsAListInJsonIsOneHere() throws Exception {
        assertThat(read("<resource><resource rel='acceptedByParticipant'/><resource rel='from'/></resource>").toMap())
                .isEqualTo(Map.of("_embedded", Map.of("acceptedByParticipant", List.of(Map.of()), "from", Map.of())));
    }

    @Test
    void knownBooleansAreBooleans() throws Exception {
        Resource resource = read("""
                <resource><property name='anonymous'>True</property><property name='local'> false </property>
                  <property name='organizer'>maybe</property><property name='subject'>True</property></resource>""");
        assertThat(resource.getProperties()).isEqualTo(Map.of("anonymous", true, "local", false, "organizer", "maybe", "subject", "True"));
    }

    @Test
    void knownNumbersAreNumbers() throws Exception {
        Resource resource = read("""
                <resource><property name='participantCount'>3</property><property name='tcpPort'>none</property>
                  <property name='threadId'>42</property></resource>""");
        assertThat(resource.getProperties()).isEqualTo(Map.of("participantCount", 3, "tcpPort", "none", "threadId", "42"));
    }

    @Test
    void unknownElementsAreKept() throws Exception {
        Resource resource = read("""
                <resource><mood>fine</mood><bag id='7'><a>1</a><a>2</a><property name='b'>3</property></bag>
                  <property name='c'><property name='d'>4</property></property></resource>""");
        assertThat(resource.getProperties()).isEqualTo(Map.of("mood", "fine", "bag", Map.of("id", "7", "a", List.of("1", "2"), "b", "3"),
                "c", Map.of("d", "4")));
    }

    @Test
    void unknownLinkAttributesAreKept() throws Exception {
        assertThat(read("<resource href='/1' etag='7'><link rel='a' href='/2' etag='8'/></resource>").toMap())
                .isEqualTo(Map.of("_links", Map.of("self", Map.of("href", "/1", "etag", "7"), "a", Map.of("href", "/2", "etag", "8"))));
    }

    @Test
    void prefixesAndNamespacesDoNotMatter() throws Exception {
        assertThat(read("<u:resource xmlns:u='urn:other' rel='x'><u:property name='a'>1</u:property></u:resource>"))
                .isEqualTo(read("<resource rel='x' " + NAMESPACE + "><property name='a'>1</property></resource>"));
    }

    @Test
    void nilIsNull() throws Exception {
        assertThat(read("<resource xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><property name='a' i:nil='true'/></resource>"))
                .isEqualTo(Resource.fromMap(Map.of()));
    }

    @Test
    void readsCdataCommentsAndOtherEncodings() throws Exception {
        String body = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><resource><property name=\"a\">\u00e4<!-- x --><![CDATA[<b>]]></property></resource>";
        assertThat(wire.readResource(body.getBytes(StandardCharsets.ISO_8859_1)).text("a")).isEqualTo("\u00e4<b>");
    }

    @ParameterizedTest
    @ValueSource(strings = { "utf-8", "utf-16", "utf-16le", "utf-16be" })
    void readsUnicodeWithAndWithoutMark(String encoding) throws Exception {
        String body = "<?xml version='1.0' encoding='" + encoding + "'?><resource><property name='a'>\u20ac</property></resource>";
        assertThat(wire.readResource(body.getBytes(encoding)).text("a")).isEqualTo("\u20ac");
        assertThat(wire.readResource(("\ufeff" + body).getBytes("utf-8")).text("a")).isEqualTo("\u20ac");
    }

    @Test
    void refusesBrokenAndUnknownEncodings() {
        byte[] broken = "<resource a='\u00e4'/>".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> wire.readResource(broken)).isInstanceOf(MalformedBodyException.class).hasMessageContaining("character encoding");
        assertThatThrownBy(() -> read("<?xml version='1.0' encoding='klingon'?><resource/>")).isInstanceOf(MalformedBodyException.class)
                .hasMessageContaining("character encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "<!DOCTYPE resource><resource/>",
            "<!DOCTYPE resource [<!ENTITY e 'x'>]><resource><property name='a'>&e;</property></resource>",
            "<!DOCTYPE resource [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><resource><property name='a'>&e;</property></resource>",
            "<!DOCTYPE resource SYSTEM 'http://fabrikam.example/x.dtd'><resource/>",
            "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><resource>&b;</resource>"
    })
    void refusesDocumentTypes(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(MalformedBodyException.class).hasMessageContaining("document type");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "~~                                        | Empty body",
            "~   ~                                     | Not well-formed XML",
            "<resource><property name='secret'>secret  | Not well-formed XML, line 1",
            "<resource>&secret;</resource>             | Not well-formed XML, line 1",
            "<resource></secret>                       | Not well-formed XML, line 1",
            "<resource secret=x/>                      | Not well-formed XML, line 1",
            "<resource/><secret/>                      | Not well-formed XML, line 1",
            "{'a':'secret'}                            | Not well-formed XML, line 1",
            "<html><body>secret</body></html>          | HTML page",
            "<HTML xmlns='http://www.w3.org/1999/xhtml'>secret</HTML> | HTML page"
    })
    void tellsWhatIsWrongAndWhereButNotWhatItReads(String body, String message) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(MalformedBodyException.class).hasNoCause()
                .hasMessageContaining(message).message().doesNotContain("secret");
    }

    @Test
    void refusesEndlessNesting() {
        assertThatThrownBy(() -> read("<a>".repeat(100000))).isInstanceOf(MalformedBodyException.class)
                .hasMessageContaining("nested deeper than 64");
    }

    @Test
    void writesInputs() {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("operationId", "c0ffee");
        input.put("subject", null);
        input.put("supportedModalities", List.of("Messaging", "PhoneAudio"));
        input.put("local", true);
        input.put("_links", Map.of("message", Map.of("href", "data:text/plain,a&b")));
        assertThat(Bytes.text(wire.writeInput(input))).isEqualTo(("<?xml version='1.0' encoding='utf-8'?><input " + NAMESPACE + ">"
                + "<link rel='message' href='data:text/plain,a&amp;b'></link><property name='operationId'>c0ffee</property>"
                + "<propertyList name='supportedModalities'><item>Messaging</item><item>PhoneAudio</item></propertyList>"
                + "<property name='local'>True</property></input>").replace('\'', '"'));
    }

    @Test
    void readsItsInputs() throws Exception {
        Map<String, Object> input = Map.of("to", "sip:alice@fabrikam.example", "_links", Map.of("message", Map.of("href", "data:,x")));
        assertThat(wire.readResource(wire.writeInput(input))).isEqualTo(Resource.fromMap(input));
    }

    @Test
    void writtenResourceReadsEqual() throws Exception {
        Resource participant = Resource.builder("participant").property("name", "\"A\" <l>\r\n\tice \ud83d\ude00").property("local", true).build();
        Resource resource = Resource.builder("participantInvitation").property("subject", "").property("count", "7")
                .property("bag", Map.of("a b", "c")).property("list", List.of(Map.of("x", "y"), "z")).link("self", "/i?a=1&b='2'\t")
                .link(new Link("from", "/p", "Alice", "2")).link("a", "/1").link("a", "/2")
                .embeddedList("acceptedByParticipant", List.of(participant, participant)).embedded("from", participant).build();
        assertThat(wire.readResource(wire.writeResource(resource))).isEqualTo(resource);
    }

    @Test
    void replacesCharactersThatXmlDoesNotKnow() throws Exception {
        Resource resource = Resource.fromMap(Map.of("a", "x\u0000y\u0001z\ufffe"));
        assertThat(wire.readResource(wire.writeResource(resource)).text("a")).isEqualTo("x\ufffdy\ufffdz\ufffd");
    }

    @Test
    void oddMembersDoNotStopTheWriter() throws Exception {
        Resource resource = Wire.of(WireFormat.JSON).readResource(Bytes.of("""
                {'a':null,'l':[null,[1,[2]],{'m':null}],'_links':{'self':[null],'x':null,'y':7,'z':['/1',null,{'bad name':1}]},'_embedded':{'e':[1,null,{}]}}"""));
        Resource copy = wire.readResource(wire.writeResource(resource));
        assertThat(copy.link("z")).contains(Link.of("z", "/1"));
        assertThat(copy.embeddedList("e")).hasSize(1);
    }
}
