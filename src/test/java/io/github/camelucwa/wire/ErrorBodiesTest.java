package io.github.camelucwa.wire;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelucwa.model.Reason;
import io.github.camelucwa.model.Reason.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorBodiesTest {

    private static final Reason FULL = new Reason("BadRequest", "ParameterValidationFailure", "Please check & try again.",
            Map.of("errorReportId", "0d3c"), List.of(new Parameter("to", "Required"), new Parameter("subject", "TooLong")));

    private static Reason json(String body) {
        return Wire.of(WireFormat.JSON).readError(Bytes.of(body)).orElseThrow();
    }

    private static Reason xml(String body) {
        return Wire.of(WireFormat.XML).readError(Bytes.of(body)).orElseThrow();
    }

    @Test
    void readsJsonWithAListOfParameters() {
        assertThat(json("""
                {'code':'BadRequest','subcode':'ParameterValidationFailure','message':'Please check & try again.','link':{'href':'/help'},
                 'parameters':[{'name':'to','reason':'Required'},{'name':'subject','reason':'TooLong'}],
                 'debugInfo':{'errorReportId':'0d3c'}}""")).isEqualTo(FULL);
    }

    @Test
    void readsJsonWithABagOfParameters() {
        assertThat(json("{'code':'BadRequest','parameters':{'to':'Required','subject':'TooLong'}}").parameters()).isEqualTo(FULL.parameters());
    }

    @Test
    void readsXmlWithABagOfParameters() {
        assertThat(xml("""
                <reason xmlns='http://schemas.microsoft.com/rtc/2012/03/ucwa'><code>BadRequest</code>
                  <subcode>ParameterValidationFailure</subcode><message>Please check &amp; try again.</message>
                  <debugInfo><property name='errorReportId'>0d3c</property></debugInfo>
                  <parameters><property name='to'>Required</property><property name='subject'>TooLong</property></parameters></reason>"""))
                .isEqualTo(FULL);
    }

    @Test
    void readsXmlWithAListOfParameters() {
        assertThat(xml("""
                <reason><code>BadRequest</code><parameters><parameter name='to' reason='Required'/>
                  <parameter><name>subject</name><reason>TooLong</reason></parameter></parameters></reason>""").parameters())
                .isEqualTo(FULL.parameters());
    }

    @Test
    void readsXmlWithOneParameter() {
        assertThat(xml("<reason><code>BadRequest</code><parameters><parameter><name>to</name><reason>Required</reason></parameter></parameters></reason>")
                .parameters()).containsExactly(new Parameter("to", "Required"));
    }

    @Test
    void emptyPartsAreEmpty() {
        assertThat(xml("<reason><code>ServiceFailure</code><subcode>None</subcode><debugInfo/><parameters/></reason>"))
                .isEqualTo(Reason.of("ServiceFailure", "None", null));
        assertThat(json("{'code':'ServiceFailure','subcode':'None','debugInfo':null,'parameters':[]}"))
                .isEqualTo(Reason.of("ServiceFailure", "None", null));
    }

    @Test
    void oddPartsAreKeptWhereTheyCan() {
        Reason reason = json("{'code':409,'subcode':{},'debugInfo':'text','parameters':['to',7,null,{},{'reason':'Required'}]}");
        assertThat(reason).isEqualTo(new Reason("409", null, null, Map.of("debugInfo", "text"),
                List.of(new Parameter("to", null), new Parameter("7", null), new Parameter(null, "Required"))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{}", "{'error':'invalid_grant'}", "{'code':null}", "{'code':''}", "[]", "Bad Gateway", "<html/>" })
    void jsonWithoutCodeIsNotOfUcwa(String body) {
        assertThat(Wire.of(WireFormat.JSON).readError(Bytes.of(body))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "<reason/>", "<reason>text</reason>", "<reason><code/></reason>", "<html><code>x</code></html>", "{}" })
    void xmlWithoutCodeIsNotOfUcwa(String body) {
        assertThat(Wire.of(WireFormat.XML).readError(Bytes.of(body))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void writtenErrorReadsEqual(WireFormat format) {
        Wire wire = Wire.of(format);
        assertThat(wire.readError(wire.writeError(FULL))).contains(FULL);
        assertThat(wire.readError(wire.writeError(Reason.of("NotFound", null, null)))).contains(Reason.of("NotFound", null, null));
    }
}
