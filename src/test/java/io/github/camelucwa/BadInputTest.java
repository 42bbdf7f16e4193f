package io.github.camelucwa;

import io.github.camelucwa.simulator.RequestKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Bad input is refused with the name of what is wrong and what is allowed, before the server is asked. */
class BadInputTest extends ProducerTestSupport {

    @BeforeEach
    void signIn() throws Exception {
        startSignedIn("ucwa:participantInvitation");
        server.requests().clear();
    }

    private IllegalArgumentException refused(Object body, Object... headers) {
        IllegalArgumentException refused = failure(send(body, headers), IllegalArgumentException.class);
        assertThat(server.requests().matching(r -> r.kind() != RequestKind.EVENTS)).isEmpty();
        return refused;
    }

    @Test
    void anUnknownOperation() {
        assertThat(refused(null, UcwaConstants.OPERATION, "delete")).hasMessageContaining(UcwaConstants.OPERATION)
                .hasMessageContaining("addParticipant");
    }

    @ParameterizedTest
    @ValueSource(strings = { "accept", "decline" })
    void answeringWhatOnlyGoesOut(String operation) {
        assertThat(refused(null, UcwaConstants.OPERATION, operation)).hasMessageContaining("onlineMeetingInvitation");
    }

    @Test
    void noInvitation() {
        assertThat(refused("text")).hasMessageContaining(UcwaConstants.HREF).hasMessageContaining("href");
    }

    @Test
    void noConversation() {
        assertThat(refused("text", UcwaConstants.OPERATION, "addParticipant")).hasMessageContaining(UcwaConstants.CONVERSATION);
    }

    @Test
    void nobodyToInvite() {
        assertThat(refused(null, UcwaConstants.OPERATION, "addParticipant", UcwaConstants.CONVERSATION, "/c"))
                .hasMessageContaining(UcwaConstants.INVITEE);
    }

    @ParameterizedTest
    @ValueSource(strings = { "bob", "mailto:bob@fabrikam.example", "sip:bob", "sip:bob@a b", "sip:<bob@fabrikam.example>",
            "sip:b@f\r\nx" })
    void anInviteeThatIsNoSipUri(String invitee) {
        assertThat(refused(null, UcwaConstants.OPERATION, "addParticipant", UcwaConstants.CONVERSATION, "/c",
                UcwaConstants.INVITEE, invitee)).hasMessageContaining("sip:user@domain");
    }

    @ParameterizedTest
    @CsvSource({ "CamelUcwaNewOperationId,51,50", "CamelUcwaNewSubject,251,250" })
    void aTextThatIsTooLong(String header, int length, int allowed) {
        assertThat(refused(null, UcwaConstants.OPERATION, "startOnlineMeeting", header, "x".repeat(length)))
                .hasMessageContaining(header).hasMessageContaining(String.valueOf(allowed));
    }

    @Test
    void aDeclineReasonThatDoesNotExist() {
        assertThatThrownBy(() -> {
            throw failure(template.send("ucwa:onlineMeetingInvitation?operation=decline&href=/x",
                    e -> e.getMessage().setHeader(UcwaConstants.DECLINE_REASON, "Bored")), IllegalArgumentException.class);
        }).hasMessageContaining(UcwaConstants.DECLINE_REASON).hasMessageContaining("Global").hasMessageContaining("Local");
    }
}
