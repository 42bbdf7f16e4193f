package io.github.camelucwa;

import java.util.List;
import java.util.Map;

import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedConversation;
import io.github.camelucwa.simulator.SimulatedInvitation;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A POST that creates, when its answer gets lost or it is refused for the moment. */
class NeverInvitedTwiceTest extends ProducerTestSupport {

    private static final String ADD = "ucwa:participantInvitation?operation=addParticipant&to=" + BOB;

    private List<SimulatedInvitation> made() {
        return account().application().currentInvitations();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void anInvitationWhoseAnswerGotLostIsFoundByItsOperationId(boolean embedded) throws Exception {
        startSignedIn(ADD);
        account().embedding(embedded);
        SimulatedConversation desk = account().startConversation("Incident 4711");
        server.faults().on(RequestKind.ADD_PARTICIPANT).loseAnswer();
        Message done = good(null, UcwaConstants.CONVERSATION, desk.href()).getMessage();
        assertThat(made()).hasSize(1);
        assertThat(server.requests().count(RequestKind.ADD_PARTICIPANT)).isEqualTo(1);
        assertThat(done.getHeaders()).containsEntry(UcwaConstants.HREF, absolute(made().get(0).href()))
                .containsEntry(UcwaConstants.OPERATION_ID, made().get(0).operationId())
                .containsEntry(UcwaConstants.HTTP_RESPONSE_CODE, 201);
    }

    @Test
    void anotherInvitationOfTheSameTimeIsNotMistakenForTheLostOne() throws Exception {
        startSignedIn(ADD);
        account().embedding(false);
        SimulatedConversation desk = account().startConversation("Incident 4711");
        server.faults().on(RequestKind.ADD_PARTICIPANT).when(r -> desk.invite(CAROL, "of-somebody-else") != null).loseAnswer();
        Message done = good(null, UcwaConstants.CONVERSATION, desk.href()).getMessage();
        SimulatedInvitation ours = made().stream().filter(i -> i.to().equals(BOB)).findFirst().orElseThrow();
        assertThat(done.getHeader(UcwaConstants.HREF)).isEqualTo(absolute(ours.href()));
        assertThat(server.requests().count(RequestKind.ADD_PARTICIPANT)).isEqualTo(1);
    }

    @Test
    void aRequestThatNeverArrivedIsRepeatedAfterTheChannelShowedNoTraceOfIt() throws Exception {
        startSignedIn(ADD);
        SimulatedConversation desk = account().startConversation("Incident 4711");
        server.faults().on(RequestKind.ADD_PARTICIPANT).cut();
        good(null, UcwaConstants.CONVERSATION, desk.href());
        assertThat(made()).hasSize(1);
        assertThat(server.requests().count(RequestKind.ADD_PARTICIPANT)).isEqualTo(2);
        List<String> ids = server.requests().of(RequestKind.ADD_PARTICIPANT).stream().map(r -> r.body()).distinct().toList();
        assertThat(ids).as("the same operationId").hasSize(1);
    }

    @Test
    void aMomentaryRefusalIsRepeatedWithoutWatchingTheChannel() throws Exception {
        startSignedIn(ADD);
        SimulatedConversation desk = account().startConversation("Incident 4711");
        server.faults().on(RequestKind.ADD_PARTICIPANT).error(409, "Conflict", "AnotherOperationPending");
        server.faults().on(RequestKind.ADD_PARTICIPANT).tooManyRequests(-1);
        long start = System.nanoTime();
        good(null, UcwaConstants.CONVERSATION, desk.href());
        assertThat(System.nanoTime() - start).isLessThan(4_000_000_000L);
        assertThat(made()).hasSize(1);
    }

    @Test
    void anAnswerWithoutLocationIsCompletedByTheEvent() throws Exception {
        startSignedIn(ADD);
        SimulatedConversation desk = account().startConversation("Incident 4711");
        server.faults().on(RequestKind.ADD_PARTICIPANT)
                .when(r -> desk.invite(BOB, r.body().replaceAll("(?s).*\"operationId\"\\s*:\\s*\"([^\"]+)\".*", "$1")) != null)
                .answer(201, Map.of(), (String) null);
        Message done = good(null, UcwaConstants.CONVERSATION, desk.href()).getMessage();
        assertThat(done.getHeader(UcwaConstants.HREF)).isEqualTo(absolute(made().get(0).href()));
    }

    @Test
    void aRefusedInvitationIsNotRepeated() throws Exception {
        server.invite(BOB).isRefused(403, "Forbidden", "InviteesOnly");
        startSignedIn(ADD);
        SimulatedConversation desk = account().startConversation("Incident 4711");
        UcwaException refused = failure(send(null, UcwaConstants.CONVERSATION, desk.href()), UcwaException.class);
        assertThat(refused.getSubcode()).isEqualTo("InviteesOnly");
        assertThat(server.requests().count(RequestKind.ADD_PARTICIPANT)).isEqualTo(1);
    }

    @Test
    void aRouteThatInvitesSomebodyElseDoesNotInviteTheFirstOneAgain() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("ucwa:participantInvitation?eventTypes=completed")
                        .filter(header(UcwaConstants.TO).isEqualTo(BOB))
                        .setHeader(UcwaConstants.INVITEE, constant(CAROL))
                        .to("ucwa:participantInvitation?operation=addParticipant")
                        .to("mock:out");
            }
        });
        server.invite(BOB).declines();
        account().awaitApplication(PATIENCE);
        mock("out").expectedMessageCount(1);
        account().startConversation("Incident 4711").invite(BOB);
        mock("out").assertIsSatisfied();
        assertThat(server.requests().of(RequestKind.ADD_PARTICIPANT)).singleElement()
                .satisfies(r -> assertThat(r.body()).contains(CAROL).doesNotContain(BOB));
    }
}
