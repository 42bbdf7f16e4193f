package io.github.camelucwa;

import java.util.Map;

import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.model.Resource;
import io.github.camelucwa.simulator.Behaviour;
import io.github.camelucwa.simulator.RecordedRequest;
import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedConversation;
import io.github.camelucwa.simulator.SimulatedInvitation;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the operations send and what they leave in the message. */
class OperationsTest extends ProducerTestSupport {

    @Test
    void getReplacesTheBodyByTheInvitation() throws Exception {
        startSignedIn("ucwa:participantInvitation");
        SimulatedInvitation pending = pendingInvitation();
        Message got = good("before", UcwaConstants.HREF, pending.href()).getMessage();
        assertThat(got.getBody(Invitation.class).getState()).isEqualTo("Connecting");
        assertThat(got.getHeaders()).containsEntry(UcwaConstants.HREF, absolute(pending.href()))
                .containsEntry(UcwaConstants.RESOURCE, "participantInvitation")
                .containsEntry(UcwaConstants.STATE, "Connecting")
                .containsEntry(UcwaConstants.DIRECTION, "Outgoing")
                .containsEntry(UcwaConstants.SUBJECT, "Incident 4711")
                .containsEntry(UcwaConstants.TO, BOB)
                .containsEntry(UcwaConstants.OPERATION_ID, "by-hand")
                .containsEntry(UcwaConstants.CONVERSATION, absolute(pending.conversation().href()))
                .containsEntry(UcwaConstants.HTTP_RESPONSE_CODE, 200)
                .doesNotContainKeys(UcwaConstants.EVENT_STATUS, UcwaConstants.FROM);
    }

    @Test
    void getKeepsWhatAnEventToldOfTheEndOfTheSameInvitation() throws Exception {
        startSignedIn("ucwa:participantInvitation");
        SimulatedInvitation pending = pendingInvitation();
        Message got = good(null, UcwaConstants.HREF, absolute(pending.href()), UcwaConstants.REASON_SUBCODE, "Declined",
                UcwaConstants.STATE, "Failed").getMessage();
        assertThat(got.getHeaders()).containsEntry(UcwaConstants.REASON_SUBCODE, "Declined")
                .containsEntry(UcwaConstants.STATE, "Connecting");
    }

    @Test
    void getOfAnotherInvitationDropsTheReasonOfTheOneBefore() throws Exception {
        startSignedIn("ucwa:participantInvitation");
        SimulatedInvitation pending = pendingInvitation();
        Message got = good(null, UcwaConstants.HREF, pending.href(), UcwaConstants.REASON_SUBCODE, "Declined").getMessage();
        assertThat(got.getHeaders()).doesNotContainKey(UcwaConstants.REASON_SUBCODE);
    }

    @Test
    void aBodyThatIsAnInvitationTellsWhichOne() throws Exception {
        startSignedIn("ucwa:participantInvitation");
        SimulatedInvitation pending = pendingInvitation();
        Resource body = Resource.builder("participantInvitation").link("self", pending.href()).build();
        Message got = good(Invitation.of(body)).getMessage();
        assertThat(got.getBody(Invitation.class).getOperationId()).isEqualTo("by-hand");
    }

    @Test
    void theHeaderWinsOverTheOption() throws Exception {
        startSignedIn("ucwa:participantInvitation?href=/ucwa/oauth/v1/nowhere");
        SimulatedInvitation pending = pendingInvitation();
        good(null, UcwaConstants.HREF, pending.href());
        assertThat(server.requests().matching(r -> r.path().endsWith("/nowhere"))).isEmpty();
    }

    @Test
    void theOptionWinsOverTheBody() throws Exception {
        startProducer("ucwa:invitation?href=/ucwa/oauth/v1/nowhere");
        Resource body = Resource.builder("participantInvitation").link("self", "/ucwa/oauth/v1/elsewhere").build();
        UcwaException refused = failure(send(Invitation.of(body)), UcwaException.class);
        assertThat(refused.getHref()).endsWith("/nowhere");
    }

    @Test
    void theOperationHeaderWinsAndIsRemovedWithTheOtherInputs() throws Exception {
        startSignedIn("ucwa:participantInvitation?operation=get");
        SimulatedInvitation pending = pendingInvitation();
        Message done = good("body", UcwaConstants.OPERATION, "cancel", UcwaConstants.HREF, pending.href(),
                UcwaConstants.INVITEE, CAROL, UcwaConstants.NEW_SUBJECT, "s", UcwaConstants.NEW_OPERATION_ID, "o",
                UcwaConstants.DECLINE_REASON, "Local").getMessage();
        assertThat(server.requests().count(RequestKind.CANCEL)).isEqualTo(1);
        assertThat(done.getHeaders()).doesNotContainKeys(UcwaConstants.OPERATION, UcwaConstants.INVITEE,
                UcwaConstants.NEW_SUBJECT, UcwaConstants.NEW_OPERATION_ID, UcwaConstants.DECLINE_REASON);
    }

    @Test
    void cancelFollowsTheLinkAndLeavesTheBody() throws Exception {
        startSignedIn("ucwa:participantInvitation?operation=cancel");
        SimulatedInvitation pending = pendingInvitation();
        Message done = good("body", UcwaConstants.HREF, pending.href()).getMessage();
        assertThat(done.getBody()).isEqualTo("body");
        assertThat(done.getHeader(UcwaConstants.HTTP_RESPONSE_CODE)).isEqualTo(204);
        RecordedRequest cancel = server.requests().last(RequestKind.CANCEL);
        // the id in the link of the operation is another one than the invitation's: it cannot have been built
        assertThat(cancel.path()).doesNotStartWith(pending.href()).endsWith("/cancel");
        assertThat(cancel.header("content-length")).isEqualTo("0");
        await().atMost(PATIENCE).until(() -> "Cancelled".equals(pending.state()));
    }

    @Test
    void aLinkAtHandIsFollowedWithoutReadingTheInvitationAgain() throws Exception {
        startSignedIn("ucwa:participantInvitation");
        SimulatedInvitation pending = pendingInvitation();
        Invitation atHand = good(null, UcwaConstants.HREF, pending.href()).getMessage().getBody(Invitation.class);
        int before = server.requests().count(RequestKind.INVITATION);
        good(atHand, UcwaConstants.HREF, absolute(pending.href()), UcwaConstants.OPERATION, "cancel");
        assertThat(server.requests().count(RequestKind.INVITATION)).isEqualTo(before);
        await().atMost(PATIENCE).until(pending::isCompleted);
    }

    @Test
    void aLinkOfAnotherInvitationInTheBodyIsNotFollowed() throws Exception {
        startSignedIn("ucwa:participantInvitation");
        SimulatedInvitation first = pendingInvitation();
        SimulatedInvitation second = first.conversation().invite(CAROL);
        second.staySilent();
        Invitation other = good(null, UcwaConstants.HREF, first.href()).getMessage().getBody(Invitation.class);
        good(other, UcwaConstants.HREF, second.href(), UcwaConstants.OPERATION, "cancel");
        await().atMost(PATIENCE).until(second::isCompleted);
        assertThat(first.isCompleted()).isFalse();
    }

    @Test
    void withoutTheLinkTheOperationIsNotAvailableAndStateAndLinksAreNamed() throws Exception {
        startSignedIn("ucwa:participantInvitation?operation=cancel");
        SimulatedInvitation pending = pendingInvitation();
        pending.decline();
        UcwaOperationNotAvailableException late = failure(send(null, UcwaConstants.HREF, pending.href()),
                UcwaOperationNotAvailableException.class);
        assertThat(late).hasMessageContaining("cancel").hasMessageContaining("Failed").hasMessageContaining("conversation")
                .hasMessageContaining("self");
        assertThat(late.isRetryable()).isFalse();
        assertThat(server.requests().count(RequestKind.CANCEL)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "NOT_FOUND", "CONFLICT" })
    void whoCancelsTooLateIsToldSo(String answer) throws Exception {
        server.behaviour().lateAnswer(Behaviour.LateAnswer.valueOf(answer));
        startSignedIn("ucwa:participantInvitation?operation=cancel");
        SimulatedInvitation pending = pendingInvitation();
        Invitation stale = template.requestBodyAndHeaders("direct:in", null,
                Map.of(UcwaConstants.HREF, pending.href(), UcwaConstants.OPERATION, "get"), Invitation.class);
        pending.decline();
        UcwaOperationNotAvailableException late = failure(send(stale), UcwaOperationNotAvailableException.class);
        assertThat(late).hasMessageContaining("in state Failed");
        assertThat(late.getStatusCode()).isEqualTo("CONFLICT".equals(answer) ? 409 : 404);
        assertThat(server.requests().count(RequestKind.CANCEL)).isEqualTo(1);
    }

    @Test
    void aConflictThatIsNoRaceStaysAConflict() throws Exception {
        startSignedIn("ucwa:participantInvitation?operation=cancel");
        SimulatedInvitation pending = pendingInvitation();
        server.faults().on(RequestKind.CANCEL).error(409, "Conflict", "TooManyGroups");
        UcwaException conflict = failure(send(null, UcwaConstants.HREF, pending.href()), UcwaException.class);
        assertThat(conflict).isNotInstanceOf(UcwaOperationNotAvailableException.class);
        assertThat(conflict.getSubcode()).isEqualTo("TooManyGroups");
    }

    @Test
    void aCancelWhoseAnswerGotLostIsDone() throws Exception {
        startSignedIn("ucwa:participantInvitation?operation=cancel");
        SimulatedInvitation pending = pendingInvitation();
        server.faults().on(RequestKind.CANCEL).loseAnswer();
        Message done = good(null, UcwaConstants.HREF, pending.href()).getMessage();
        assertThat(done.getHeader(UcwaConstants.HTTP_RESPONSE_CODE)).isEqualTo(204);
    }

    @Test
    void addParticipantInvites() throws Exception {
        startSignedIn("ucwa:participantInvitation?operation=addParticipant");
        SimulatedConversation desk = account().startConversation("Incident 4711");
        Message done = good("body", UcwaConstants.CONVERSATION, desk.href(), UcwaConstants.INVITEE, BOB,
                UcwaConstants.NEW_OPERATION_ID, "mine-1").getMessage();
        SimulatedInvitation made = account().application().currentInvitations().get(0);
        assertThat(made.to()).isEqualTo(BOB);
        assertThat(made.operationId()).isEqualTo("mine-1");
        assertThat(done.getBody()).isEqualTo("body");
        assertThat(done.getHeaders()).containsEntry(UcwaConstants.HREF, absolute(made.href()))
                .containsEntry(UcwaConstants.OPERATION_ID, "mine-1")
                .containsEntry(UcwaConstants.HTTP_RESPONSE_CODE, 201)
                .doesNotContainKeys(UcwaConstants.INVITEE, UcwaConstants.NEW_OPERATION_ID);
    }

    @Test
    void anOperationIdIsMadeWhenNoneIsGiven() throws Exception {
        startSignedIn("ucwa:participantInvitation?operation=addParticipant");
        SimulatedConversation desk = account().startConversation("Incident 4711");
        Message one = good(BOB, UcwaConstants.CONVERSATION, desk.href()).getMessage();
        Message two = good(CAROL, UcwaConstants.CONVERSATION, desk.href()).getMessage();
        String first = one.getHeader(UcwaConstants.OPERATION_ID, String.class);
        assertThat(first).isNotBlank().hasSizeLessThanOrEqualTo(50)
                .isNotEqualTo(two.getHeader(UcwaConstants.OPERATION_ID));
    }

    @Test
    void headersThatTellOfAnEventAreNeverReadAsInput() throws Exception {
        startSignedIn("ucwa:participantInvitation?operation=addParticipant&to=" + CAROL);
        SimulatedConversation desk = account().startConversation("Incident 4711");
        good("ignored", UcwaConstants.CONVERSATION, desk.href(), UcwaConstants.TO, BOB, UcwaConstants.SUBJECT, "Other",
                UcwaConstants.OPERATION_ID, "of-the-event");
        String sent = server.requests().last(RequestKind.ADD_PARTICIPANT).body();
        assertThat(sent).contains(CAROL).doesNotContain(BOB).doesNotContain("of-the-event").doesNotContain("Other");
    }

    @Test
    void theInviteeHeaderWinsOverOptionAndBody() throws Exception {
        startSignedIn("ucwa:participantInvitation?operation=addParticipant&to=sip:dan@fabrikam.example");
        SimulatedConversation desk = account().startConversation("Incident 4711");
        good("sip:eve@fabrikam.example", UcwaConstants.CONVERSATION, desk.href(), UcwaConstants.INVITEE, BOB);
        assertThat(server.requests().last(RequestKind.ADD_PARTICIPANT).body()).contains(BOB).doesNotContain("dan")
                .doesNotContain("eve");
    }

    @Test
    void theConversationOfAnInvitationInTheBodyIsInvitedInto() throws Exception {
        startSignedIn("ucwa:participantInvitation?operation=addParticipant&to=" + CAROL);
        SimulatedInvitation pending = pendingInvitation();
        Resource body = Resource.builder("participantInvitation").link("self", pending.href())
                .link("conversation", pending.conversation().href()).build();
        good(Invitation.of(body));
        assertThat(account().application().currentInvitations()).anySatisfy(i -> assertThat(i.to()).isEqualTo(CAROL));
    }

    @Test
    void aConversationThatIsOverCannotBeInvitedInto() throws Exception {
        startSignedIn("ucwa:participantInvitation?operation=addParticipant&to=" + CAROL);
        SimulatedConversation desk = account().startConversation("Incident 4711");
        desk.end();
        UcwaException gone = failure(send(null, UcwaConstants.CONVERSATION, desk.href()), UcwaException.class);
        assertThat(gone.getStatusCode()).isEqualTo(404);
        assertThat(server.requests().count(RequestKind.ADD_PARTICIPANT)).isZero();
    }

    @Test
    void startOnlineMeetingGivesAConversationWhenWaitedFor() throws Exception {
        startProducer("ucwa:onlineMeetingInvitation?operation=startOnlineMeeting&subject=Option&waitForCompletion=true");
        Message done = good(null, UcwaConstants.NEW_SUBJECT, "Incident 4712").getMessage();
        assertThat(done.getHeader(UcwaConstants.EVENT_STATUS)).isEqualTo("Success");
        assertThat(server.requests().last(RequestKind.START_ONLINE_MEETING).body()).contains("Incident 4712");
        String conversation = done.getHeader(UcwaConstants.CONVERSATION, String.class);
        good(null, UcwaConstants.OPERATION, "addParticipant", UcwaConstants.CONVERSATION, conversation,
                UcwaConstants.INVITEE, BOB);
        assertThat(server.requests().count(RequestKind.ADD_PARTICIPANT)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void theLocationMayBeRelativeOrAbsolute(boolean absolute) throws Exception {
        server.behaviour().absoluteLocation(absolute);
        startProducer("ucwa:onlineMeetingInvitation?operation=startOnlineMeeting&subject=Incident");
        Exchange done = good(null);
        assertThat(done.getMessage().getHeader(UcwaConstants.HREF, String.class))
                .isEqualTo(absolute(account().application().currentInvitations().get(0).href()));
    }

    @Test
    void anAccountOfProducersOnlySignsInWithTheFirstOperation() throws Exception {
        startProducer("ucwa:onlineMeetingInvitation?operation=startOnlineMeeting");
        assertThat(server.requests().all()).isEmpty();
        good(null);
        assertThat(server.requests().count(RequestKind.APPLICATIONS)).isEqualTo(1);
        context.stop();
        assertThat(server.requests().count(RequestKind.DELETE_APPLICATION)).isEqualTo(1);
    }

    @Test
    void troubleAtTheSignInIsWaitedOut() throws Exception {
        server.faults().on(RequestKind.DISCOVERY_ROOT).times(2).answer(503);
        startProducer("ucwa:onlineMeetingInvitation?operation=startOnlineMeeting");
        good(null);
        assertThat(server.requests().count(RequestKind.DISCOVERY_ROOT)).isEqualTo(3);
    }

    @Test
    void aRefusedPasswordFailsTheOperation() throws Exception {
        options().setPassword("wrong");
        startProducer("ucwa:onlineMeetingInvitation?operation=startOnlineMeeting");
        failure(send(null), UcwaAuthenticationException.class);
    }

    @Test
    void aLostApplicationIsReplacedForANewMeeting() throws Exception {
        startSignedIn("ucwa:onlineMeetingInvitation?operation=startOnlineMeeting");
        account().application().lose();
        good(null);
        assertThat(account().application().currentInvitations()).hasSize(1);
    }

    @Test
    void anInvitationOfALostApplicationIsToldAsLost() throws Exception {
        startSignedIn("ucwa:participantInvitation");
        SimulatedInvitation pending = pendingInvitation();
        account().application().lose();
        UcwaException lost = failure(send(null, UcwaConstants.HREF, pending.href()), UcwaException.class);
        assertThat(lost.getStatusCode()).isEqualTo(404);
        assertThat(lost.getSubcode()).isEqualTo("ApplicationNotFound");
        assertThat(lost.isRetryable()).isFalse();
    }
}
