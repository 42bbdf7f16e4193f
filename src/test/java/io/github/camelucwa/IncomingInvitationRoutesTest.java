package io.github.camelucwa;

import java.util.List;
import java.util.stream.Stream;

import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.simulator.InvitationKind;
import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedInvitation;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The invited side: what arrives once the account is available, and how it is answered. */
class IncomingInvitationRoutesTest extends ProducerTestSupport {

    private static final String ALICE = "sip:alice@fabrikam.example";

    private void startAvailable(RouteBuilder... routes) throws Exception {
        options().setSignInAs("Online");
        options().setSupportedModalities("Messaging,PhoneAudio,Audio,Video");
        server.behaviour().allModalities(true);
        start(routes);
        account().awaitApplication(PATIENCE);
        await().atMost(PATIENCE).until(() -> account().application().isAvailable());
    }

    private List<Exchange> received(int count) throws Exception {
        MockEndpoint out = mock("out");
        await().atMost(PATIENCE).until(() -> out.getReceivedCounter() >= count);
        return out.getExchanges();
    }

    @ParameterizedTest
    @EnumSource(value = InvitationKind.class, mode = EnumSource.Mode.EXCLUDE, names = "PARTICIPANT")
    void everyKindArrives(InvitationKind kind) throws Exception {
        startAvailable(route("ucwa:" + kind.rel() + "?direction=incoming&eventTypes=started"));
        account().application().incomingInvitation(kind, ALICE, "Incident 4711");
        Exchange first = received(1).get(0);
        assertThat(first.getMessage().getHeaders()).containsEntry(UcwaConstants.RESOURCE, kind.rel())
                .containsEntry(UcwaConstants.DIRECTION, "Incoming").containsEntry(UcwaConstants.FROM, ALICE)
                .containsEntry(UcwaConstants.SUBJECT, "Incident 4711")
                .doesNotContainKeys(UcwaConstants.OPERATION_ID, UcwaConstants.TO);
        Invitation body = first.getMessage().getBody(Invitation.class);
        assertThat(body.isIncoming()).isTrue();
        assertThat(body.getFrom().getUri()).isEqualTo(ALICE);
    }

    @Test
    void theMessageOfAnImIsDecoded() throws Exception {
        startAvailable(route("ucwa:messagingInvitation?eventTypes=started"));
        account().incomingMessagingInvitation(ALICE, "Incident 4711", "Are you there?");
        assertThat(received(1).get(0).getMessage().getBody(Invitation.class).getMessage())
                .isEqualTo("Are you there?\r\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void acceptIsConnectedOnlyWhenCompleted(boolean embedded) throws Exception {
        startAvailable(new RouteBuilder() {
            @Override
            public void configure() {
                from("ucwa:onlineMeetingInvitation?direction=incoming&eventTypes=started")
                        .to("ucwa:onlineMeetingInvitation?operation=accept&waitForCompletion=true").to("mock:out");
            }
        });
        account().embedding(embedded);
        SimulatedInvitation incoming = account().incomingMeetingInvitation(ALICE, "Incident 4711");
        Exchange answered = received(1).get(0);
        assertThat(answered.getMessage().getHeader(UcwaConstants.EVENT_STATUS)).isEqualTo("Success");
        assertThat(answered.getMessage().getHeader(UcwaConstants.CONVERSATION))
                .isEqualTo(absolute(incoming.conversation().href()));
        assertThat(incoming.state()).isEqualTo("Connected");
    }

    @ParameterizedTest
    @ValueSource(strings = { "json", "xml" })
    void declineTellsItsReason(String format) throws Exception {
        options().setWireFormat(format);
        startAvailable(new RouteBuilder() {
            @Override
            public void configure() {
                from("ucwa:messagingInvitation?eventTypes=started")
                        .setHeader(UcwaConstants.DECLINE_REASON, constant("local"))
                        .to("ucwa:messagingInvitation?operation=decline").to("mock:out");
            }
        });
        SimulatedInvitation incoming = account().incomingMessagingInvitation(ALICE, "Incident 4711", "Hello");
        Exchange answered = received(1).get(0);
        assertThat(answered.getMessage().getHeaders()).containsEntry(UcwaConstants.HTTP_RESPONSE_CODE, 204)
                .doesNotContainKey(UcwaConstants.DECLINE_REASON);
        await().atMost(PATIENCE).until(() -> "Local".equals(incoming.declineReason()));
    }

    @Test
    void declineWithoutReasonSendsNoBody() throws Exception {
        startAvailable(new RouteBuilder() {
            @Override
            public void configure() {
                from("ucwa:messagingInvitation?eventTypes=started").to("ucwa:messagingInvitation?operation=decline")
                        .to("mock:out");
            }
        });
        account().incomingMessagingInvitation(ALICE, "Incident 4711", "Hello");
        received(1);
        assertThat(server.requests().last(RequestKind.DECLINE).body()).isEmpty();
    }

    @Test
    void aCallCannotBeAcceptedHere() throws Exception {
        startAvailable(new RouteBuilder() {
            @Override
            public void configure() {
                onException(UcwaOperationNotAvailableException.class).handled(true).to("mock:out");
                from("ucwa:phoneAudioInvitation?eventTypes=started").to("ucwa:phoneAudioInvitation?operation=accept");
            }
        });
        account().application().incomingInvitation(InvitationKind.PHONE_AUDIO, ALICE, "Call");
        Exchange refused = received(1).get(0);
        assertThat(refused.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)).hasMessageContaining("decline");
        assertThat(server.requests().count(RequestKind.ACCEPT)).isZero();
    }

    @Test
    void directionTellsComingFromGoing() throws Exception {
        startAvailable(route("ucwa:invitation?direction=incoming&eventTypes=started"), new RouteBuilder() {
            @Override
            public void configure() {
                from("ucwa:invitation?direction=outgoing&eventTypes=started").to("mock:going");
            }
        });
        account().startConversation("Incident 4711").invite(BOB);
        account().incomingMeetingInvitation(ALICE, "Incident 4712");
        await().atMost(PATIENCE).until(() -> mock("going").getReceivedCounter() == 1);
        assertThat(received(1)).singleElement().satisfies(e -> assertThat(e.getMessage().getHeader(UcwaConstants.FROM)).isEqualTo(ALICE));
        assertThat(mock("going").getExchanges().get(0).getMessage().getHeader(UcwaConstants.TO)).isEqualTo(BOB);
    }

    @Test
    void statesLetOnlyTheirOwnPass() throws Exception {
        server.invite(BOB).declines();
        start(route("ucwa:participantInvitation?states=failed,Declined"));
        account().awaitApplication(PATIENCE);
        var desk = account().startConversation("Incident 4711");
        desk.invite(BOB);
        desk.invite(CAROL);
        await().atMost(PATIENCE).until(() -> account().application().currentInvitations().stream()
                .allMatch(SimulatedInvitation::isCompleted));
        server.invite(ALICE).declines();
        desk.invite(ALICE);
        List<String> told = received(2).stream().map(e -> e.getMessage().getHeader(UcwaConstants.TO, String.class)).toList();
        assertThat(told).containsExactly(BOB, ALICE);
    }

    @Test
    void takenElsewhereItCompletesWithFailure() throws Exception {
        startAvailable(route("ucwa:onlineMeetingInvitation"));
        account().incomingMeetingInvitation(ALICE, "Incident 4711").takeElsewhere();
        List<Exchange> events = received(3);
        assertThat(Stream.of(0, 1, 2).map(i -> events.get(i).getMessage().getHeader(UcwaConstants.EVENT_TYPE)))
                .containsExactly("started", "updated", "completed");
        assertThat(events.get(1).getMessage().getBody(Invitation.class).getAccept()).isNull();
        assertThat(events.get(2).getMessage().getHeader(UcwaConstants.EVENT_STATUS)).isEqualTo("Failure");
        assertThat(events.get(2).getMessage().getHeader(UcwaConstants.REASON_SUBCODE)).isNotNull();
    }
}
