package io.github.camelucwa.wire;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.model.Participant;

import static org.assertj.core.api.Assertions.assertThat;

class BothFormatsTest {

    private static final String COMMUNICATION = "/ucwa/oauth/v1/applications/4711/communication";
    private static final String CONVERSATION = COMMUNICATION + "/conversations/5e1f";

    private Invitation json;
    private Invitation xml;

    @BeforeEach
    void read() throws MalformedBodyException {
        json = Invitation.of(Wire.of(WireFormat.JSON).readResource(Samples.JSON));
        xml = Invitation.of(Wire.of(WireFormat.XML).readResource(Samples.XML));
    }

    private static Invitation withState(Invitation invitation, String state) {
        Map<String, Object> map = new LinkedHashMap<>(invitation.toMap());
        map.put("state", state);
        return Invitation.fromMap(map);
    }

    @Test
    void theSamplesDifferInTheirStateOnly() {
        assertThat(json.getState()).isEqualTo("Connected");
        assertThat(xml.getState()).isEqualTo("Connecting");
        assertThat(xml).isNotEqualTo(json);
        assertThat(withState(xml, "Connected")).isEqualTo(json);
    }

    @Test
    void theShapeOfJsonIsTheSameToo() {
        assertThat(withState(xml, "Connected").toMap()).isEqualTo(json.toMap());
    }

    @Test
    void everyPropertyCanBeReadByName() {
        assertThat(json.getRel()).isEqualTo("participantInvitation");
        assertThat(json.getDirection()).isEqualTo("Outgoing");
        assertThat(json.getImportance()).isEqualTo("Urgent");
        assertThat(json.getOperationId()).isEqualTo("c0ffee00-0001");
        assertThat(json.getSubject()).isEqualTo("Incident 4711");
        assertThat(json.getThreadId()).isEqualTo("AdLxExample0000000000000000==");
        assertThat(json.getTo()).isEqualTo("sip:alice@fabrikam.example");
    }

    @Test
    void everyLinkCanBeReadByName() {
        assertThat(json.getHref()).isEqualTo(COMMUNICATION + "/participantInvitations/0b5c");
        assertThat(json.getMessage()).isEqualTo("Please join");
        assertThat(json.getMessageLink().href()).isEqualTo("data:text/plain;charset=utf-8,Please+join");
        assertThat(json.getFromLink().href()).isEqualTo(CONVERSATION + "/participants/carol@fabrikam.example");
        assertThat(json.getCancel()).isEqualTo(COMMUNICATION + "/invitations/9f/cancel");
        assertThat(json.getConversation()).isEqualTo(CONVERSATION);
        assertThat(json.getParticipant()).isEqualTo(CONVERSATION + "/participants/alice@fabrikam.example");
        assertThat(json.getToLink().href()).isEqualTo("/ucwa/oauth/v1/applications/4711/people/alice@fabrikam.example");
    }

    @Test
    void everyEmbeddedResourceCanBeReadByName() {
        assertThat(json.getAcceptedByParticipant()).extracting(Participant::getName).containsExactly("Alice");
        assertThat(json.getFrom().getName()).isEqualTo("Bot");
        assertThat(json.getFrom().getLocal()).isTrue();
        assertThat(json.getFrom().getReject()).isEqualTo(CONVERSATION + "/participants/bot@fabrikam.example/reject");
        assertThat(json.getStartEmergencyCallInput()).hasSize(1);
    }

    @Test
    void goesThroughAPlainObjectMapperUnchanged() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        String written = mapper.writeValueAsString(json);
        assertThat(mapper.readTree(written)).isEqualTo(mapper.readTree(Samples.JSON));
        assertThat(mapper.readValue(written, Invitation.class)).isEqualTo(json);
    }

    @Test
    void eachFormatCanBeWrittenAsTheOther() throws Exception {
        Wire xmlWire = Wire.of(WireFormat.XML);
        Wire jsonWire = Wire.of(WireFormat.JSON);
        assertThat(xmlWire.readResource(xmlWire.writeResource(json.getResource()))).isEqualTo(json.getResource());
        assertThat(jsonWire.readResource(jsonWire.writeResource(xml.getResource()))).isEqualTo(xml.getResource());
    }
}
