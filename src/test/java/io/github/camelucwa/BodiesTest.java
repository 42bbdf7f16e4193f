package io.github.camelucwa;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.model.Participant;
import io.github.camelucwa.simulator.RequestKind;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The options {@code bodyType} and {@code fetch}, and the values of the documentation's sample by name. */
class BodiesTest extends ProducerTestSupport {

    private static byte[] sample(String format) throws Exception {
        try (InputStream in = BodiesTest.class.getResourceAsStream("wire/participantInvitation." + format)) {
            return in.readAllBytes();
        }
    }

    private Message read(String options, String format) throws Exception {
        startSignedIn("ucwa:participantInvitation?" + options);
        server.faults().on(RequestKind.INVITATION).answer(200,
                Map.of("Content-Type", "application/vnd.microsoft.com.ucwa+" + format + "; charset=utf-8"), sample(format));
        return good(null, UcwaConstants.HREF, account().application().href() + "/communication/participantInvitations/0b5c")
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource({ "json,Connected", "xml,Connecting" })
    void everyValueOfTheSampleIsReadByItsName(String format, String state) throws Exception {
        options().setWireFormat(format);
        Message message = read("bodyType=invitation", format);
        Invitation invitation = message.getBody(Invitation.class);
        assertThat(invitation.getState()).isEqualTo(state);
        assertThat(invitation.getRel()).isEqualTo("participantInvitation");
        assertThat(invitation.getDirection()).isEqualTo("Outgoing");
        assertThat(invitation.getImportance()).isEqualTo("Urgent");
        assertThat(invitation.getOperationId()).isEqualTo("c0ffee00-0001");
        assertThat(invitation.getSubject()).isEqualTo("Incident 4711");
        assertThat(invitation.getThreadId()).isEqualTo("AdLxExample0000000000000000==");
        assertThat(invitation.getTo()).isEqualTo("sip:alice@fabrikam.example");
        assertThat(invitation.getMessage()).isEqualTo("Please join");
        assertThat(invitation.getHref()).endsWith("/participantInvitations/0b5c");
        assertThat(invitation.getCancel()).endsWith("/invitations/9f/cancel");
        assertThat(invitation.getConversation()).endsWith("/conversations/5e1f");
        assertThat(invitation.getParticipant()).endsWith("/participants/alice@fabrikam.example");
        assertThat(invitation.getToLink().href()).endsWith("/people/alice@fabrikam.example");
        assertThat(invitation.getFromLink().href()).endsWith("/participants/carol@fabrikam.example");
        assertThat(invitation.getLinks()).containsKeys("self", "message", "from", "cancel", "conversation", "participant", "to");
        assertThat(invitation.getFrom().getUri()).isEqualTo("sip:bot@fabrikam.example");
        assertThat(invitation.getStartEmergencyCallInput()).hasSize(1);
        Participant accepted = invitation.getAcceptedByParticipant().get(0);
        assertThat(accepted.getName()).isEqualTo("Alice");
        assertThat(accepted.getUri()).isEqualTo("sip:alice@fabrikam.example");
        assertThat(accepted.getRole()).isEqualTo("Attendee");
        assertThat(accepted.getSourceNetwork()).isEqualTo("SameEnterprise");
        assertThat(accepted.getOtherPhoneNumber()).isEqualTo("tel:+1555010");
        assertThat(accepted.getWorkPhoneNumber()).isEqualTo("tel:+1555020");
        assertThat(accepted.getAnonymous()).isTrue();
        assertThat(accepted.getInLobby()).isFalse();
        assertThat(accepted.getLocal()).isFalse();
        assertThat(accepted.getOrganizer()).isTrue();
        assertThat(accepted.getLinks()).hasSize(17);
        assertThat(message.getHeaders()).containsEntry(UcwaConstants.FROM, "sip:bot@fabrikam.example")
                .containsEntry(UcwaConstants.IMPORTANCE, "Urgent");
    }

    @ParameterizedTest
    @CsvSource({ "json", "xml" })
    void rawIsWhatTheServerSent(String format) throws Exception {
        options().setWireFormat(format);
        assertThat(read("bodyType=raw", format).getBody()).isEqualTo(sample(format));
    }

    @ParameterizedTest
    @CsvSource({ "json", "xml" })
    void jsonHasTheLinksAsTheServerWroteThem(String format) throws Exception {
        options().setWireFormat(format);
        String json = (String) read("bodyType=json", format).getBody();
        assertThat(json).contains("\"href\":\"/ucwa/oauth/v1/applications/4711/communication/participantInvitations/0b5c\"");
        assertThat(Invitation.fromMap(new com.fasterxml.jackson.databind.ObjectMapper().readValue(json,
                new com.fasterxml.jackson.core.type.TypeReference<Map<String, Object>>() { })).getSubject())
                .isEqualTo("Incident 4711");
    }

    @Test
    void mapHasTheShapeOfTheJson() throws Exception {
        Map<?, ?> map = (Map<?, ?>) read("bodyType=map", "json").getBody();
        assertThat(map.get("state")).isEqualTo("Connected");
        assertThat(map.get("_links")).isInstanceOf(Map.class);
    }

    @ParameterizedTest
    @CsvSource({ "whenMissing,true,0", "whenMissing,false,1", "always,true,1", "always,false,1", "never,true,0",
            "never,false,0" })
    void fetchDecidesWhetherTheResourceIsRead(String fetch, boolean embedded, int reads) throws Exception {
        start(route("ucwa:participantInvitation?eventTypes=started&fetch=" + fetch));
        account().awaitApplication(PATIENCE);
        account().embedding(embedded);
        pendingInvitation();
        await().atMost(PATIENCE).until(() -> mock("out").getReceivedCounter() == 1);
        Message message = mock("out").getExchanges().get(0).getMessage();
        assertThat(server.requests().count(RequestKind.INVITATION)).isEqualTo(reads);
        boolean known = embedded || reads > 0;
        assertThat(message.getHeader(UcwaConstants.STATE)).isEqualTo(known ? "Connecting" : null);
        assertThat(message.getHeader(UcwaConstants.FETCH_FAILED)).isNull();
    }

    @Test
    void whatIsGoneIsToldAsTheEventToldIt() throws Exception {
        start(route("ucwa:participantInvitation?eventTypes=started"));
        account().awaitApplication(PATIENCE);
        account().embedding(false);
        server.faults().on(RequestKind.INVITATION).untilCleared().error(404, "NotFound", "None");
        pendingInvitation();
        await().atMost(PATIENCE).until(() -> mock("out").getReceivedCounter() == 1);
        Message message = mock("out").getExchanges().get(0).getMessage();
        assertThat(message.getHeader(UcwaConstants.FETCH_FAILED)).isEqualTo(true);
        assertThat(message.getBody(Invitation.class).getHref()).isNotBlank();
        assertThat(server.requests().count(RequestKind.INVITATION)).isEqualTo(2);
    }
}
