package io.github.camelucwa;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.model.Resource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.spi.DataType;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What an Invitation in a message converts to and from. */
class TypesTest extends ProducerTestSupport {

    private static final Invitation INVITATION = Invitation.of(Resource.builder("participantInvitation")
            .property("state", "Connected").property("subject", "Stra\u00dfe").property("msFuture", 7)
            .link("self", "/ucwa/oauth/v1/applications/1/communication/participantInvitations/2")
            .link("message", "data:text/plain;base64,SGVsbG8=").build());

    @BeforeEach
    void startRoutes() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:string").convertBodyTo(String.class).convertBodyTo(Invitation.class);
                from("direct:map").convertBodyTo(Map.class).convertBodyTo(Invitation.class);
                from("direct:stream").convertBodyTo(InputStream.class).convertBodyTo(Invitation.class);
                from("direct:bytes").convertBodyTo(byte[].class).convertBodyTo(Invitation.class);
                from("direct:jackson").marshal().json().unmarshal(new JacksonDataFormat(Invitation.class));
                from("direct:json").marshal().json();
                from("direct:cloud").transformDataType(new DataType("ucwa:application-cloudevents"));
            }
        });
        template = context.createProducerTemplate();
    }

    @ParameterizedTest
    @ValueSource(strings = { "string", "map", "stream", "bytes", "jackson" })
    void nothingIsLostThereAndBack(String way) {
        Object back = template.requestBody("direct:" + way, INVITATION);
        assertThat(back).isEqualTo(INVITATION);
        assertThat(((Invitation) back).getMessage()).isEqualTo("Hello");
        assertThat(((Invitation) back).getProperty("msFuture")).isEqualTo(7);
    }

    @Test
    void theStringIsTheResourceAsJson() {
        assertThat(context.getTypeConverter().convertTo(String.class, INVITATION)).startsWith("{\"rel\":\"participantInvitation\"")
                .contains("\"state\":\"Connected\"").contains("\"_links\"");
    }

    @Test
    void theCharsetOfTheExchangeCounts() throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.setProperty(Exchange.CHARSET_NAME, "ISO-8859-1");
        byte[] latin = "{\"subject\":\"Stra\u00dfe\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(context.getTypeConverter().mandatoryConvertTo(Invitation.class, exchange, new ByteArrayInputStream(latin))
                .getSubject()).isEqualTo("Stra\u00dfe");
    }

    @Test
    void xmlIsReadToo() {
        String xml = "<resource rel=\"participantInvitation\" href=\"/x\" xmlns=\"http://schemas.microsoft.com/rtc/2012/03/ucwa\">"
                + "<property name=\"state\">Failed</property></resource>";
        assertThat(context.getTypeConverter().convertTo(Invitation.class, xml).getState()).isEqualTo("Failed");
    }

    @Test
    void whatIsNoInvitationIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> context.getTypeConverter().mandatoryConvertTo(Invitation.class, "my secret text"))
                .isInstanceOf(TypeConversionException.class).hasMessageNotContaining("secret");
    }

    @Test
    void jacksonWritesTheJsonOfTheServer() {
        String json = template.requestBody("direct:json", INVITATION, String.class);
        assertThat(context.getTypeConverter().convertTo(Invitation.class, json)).isEqualTo(INVITATION);
    }

    @Test
    void javaSerializationKeepsIt() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(INVITATION);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(INVITATION);
        }
    }

    @Test
    void anEventBecomesACloudEvent() {
        Message cloud = template.request("direct:cloud", e -> {
            e.getMessage().setBody(INVITATION);
            e.getMessage().setHeader(UcwaConstants.EVENT_ID, "id-1");
            e.getMessage().setHeader(UcwaConstants.EVENT_TYPE, "completed");
            e.getMessage().setHeader(UcwaConstants.SIP_ADDRESS, BOT);
            e.getMessage().setHeader(UcwaConstants.HREF, "https://pool/x");
            e.getMessage().setHeader(UcwaConstants.MESSAGE_TIMESTAMP, 1364327898968L);
        }).getMessage();
        assertThat(cloud.getHeaders()).containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_ID, "id-1")
                .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_TYPE, "io.github.camelucwa.invitation.completed")
                .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, BOT)
                .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, "https://pool/x")
                .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_TIME, "2013-03-26T19:58:18.968Z")
                .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_VERSION, "1.0")
                .containsEntry(Exchange.CONTENT_TYPE, "application/json");
        assertThat(cloud.getBody()).isInstanceOf(String.class);
        assertThat(cloud.getBody(Invitation.class)).isEqualTo(INVITATION);
    }
}
