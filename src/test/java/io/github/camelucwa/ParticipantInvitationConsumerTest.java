package io.github.camelucwa;

import java.time.Duration;

import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.simulator.SimulatedConversation;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ParticipantInvitationConsumerTest extends UcwaTestSupport {

    private static final String BOB = "sip:bob@fabrikam.example";

    @Test
    void anAcceptedInvitationIsStartedAndCompleted() throws Exception {
        server.invite(BOB).accepts().after(Duration.ofSeconds(5));
        MockEndpoint out = mock("out");
        out.expectedHeaderValuesReceivedInAnyOrder(UcwaConstants.EVENT_TYPE, "started", "completed");
        start(route("ucwa:participantInvitation"));
        SimulatedConversation desk = account().startConversation("Incident 4711");
        desk.invite(BOB);
        out.assertIsSatisfied();
        Exchange completed = out.getExchanges().get(1);
        assertThat(completed.getMessage().getHeader(UcwaConstants.EVENT_STATUS)).isEqualTo("Success");
        Invitation invitation = completed.getMessage().getBody(Invitation.class);
        assertThat(invitation.getState()).isEqualTo("Connected");
        assertThat(invitation.getAcceptedByParticipant()).hasSize(1);
    }
}
