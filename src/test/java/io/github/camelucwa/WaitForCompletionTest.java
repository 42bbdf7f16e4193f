package io.github.camelucwa;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.simulator.Behaviour;
import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedConversation;
import io.github.camelucwa.simulator.SimulatedInvitation;
import io.github.camelucwa.simulator.SimulatedTime;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ThreadPoolProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code waitForCompletion}: what ends the wait, and what the message is then. */
class WaitForCompletionTest extends ProducerTestSupport {

    private static final String ADD = "ucwa:participantInvitation?operation=addParticipant&waitForCompletion=true&to=" + BOB;

    private SimulatedConversation desk() {
        return account().startConversation("Incident 4711");
    }

    @Test
    void successGivesTheCompletedInvitation() throws Exception {
        startSignedIn(ADD);
        Message done = good("body", UcwaConstants.CONVERSATION, desk().href()).getMessage();
        Invitation invitation = done.getBody(Invitation.class);
        assertThat(invitation.getState()).isEqualTo("Connected");
        assertThat(invitation.getAcceptedByParticipant()).hasSize(1);
        assertThat(done.getHeaders()).containsEntry(UcwaConstants.EVENT_STATUS, "Success")
                .containsEntry(UcwaConstants.STATE, "Connected").containsEntry(UcwaConstants.HTTP_RESPONSE_CODE, 201)
                .containsEntry(UcwaConstants.OPERATION_ID, invitation.getOperationId())
                .containsEntry(UcwaConstants.HREF, absolute(invitation.getHref()));
    }

    @Test
    void failureIsAResultWithItsReasonInHeaders() throws Exception {
        server.invite(BOB).declines();
        startSignedIn(ADD);
        Message done = good("body", UcwaConstants.CONVERSATION, desk().href()).getMessage();
        assertThat(done.getBody(Invitation.class).getState()).isEqualTo("Failed");
        assertThat(done.getHeaders()).containsEntry(UcwaConstants.EVENT_STATUS, "Failure")
                .containsEntry(UcwaConstants.REASON_CODE, "RemoteFailure")
                .containsEntry(UcwaConstants.REASON_SUBCODE, "Declined")
                .containsEntry(UcwaConstants.REASON_MESSAGE, "Your invitation was declined.");
    }

    @Test
    void reasonsOfAnEarlierInvitationAreNotLeftBehind() throws Exception {
        startSignedIn(ADD);
        Message done = good(null, UcwaConstants.CONVERSATION, desk().href(), UcwaConstants.REASON_CODE, "RemoteFailure",
                UcwaConstants.FROM, "sip:old@fabrikam.example").getMessage();
        assertThat(done.getHeaders()).doesNotContainKeys(UcwaConstants.REASON_CODE, UcwaConstants.FROM);
    }

    @ParameterizedTest
    @CsvSource({ "true,true,false", "true,true,true", "true,false,false", "true,false,true", "false,true,false",
            "false,false,true" })
    void theEndIsRecognisedHoweverFastAndBareItsEventsAre(boolean eventFirst, boolean embedded, boolean hidden)
            throws Exception {
        server.behaviour().eventBefore201(eventFirst).absoluteLocation(eventFirst);
        if (hidden) {
            server.invite(BOB).acceptsAtOnce();
        }
        startSignedIn(ADD);
        account().embedding(embedded);
        Message done = good(null, UcwaConstants.CONVERSATION, desk().href()).getMessage();
        assertThat(done.getHeader(UcwaConstants.EVENT_STATUS)).isEqualTo("Success");
        assertThat(done.getBody(Invitation.class).getState()).isEqualTo("Connected");
    }

    @Test
    void aCompletedInvitationThatCannotBeReadAnyMoreStillEndsTheWait() throws Exception {
        server.behaviour().readableAfterCompletion(false);
        startSignedIn(ADD);
        account().embedding(false);
        Message done = good(null, UcwaConstants.CONVERSATION, desk().href()).getMessage();
        assertThat(done.getHeader(UcwaConstants.EVENT_STATUS)).isEqualTo("Success");
        assertThat(done.getBody(Invitation.class).getHref()).isNotBlank();
    }

    @Test
    void aWaitThatTakesTooLongFails() throws Exception {
        server.time(SimulatedTime.real());
        server.invite(BOB).staysSilent();
        startSignedIn(ADD + "&completionTimeout=300");
        SimulatedConversation desk = desk();
        Exchange exchange = send(null, UcwaConstants.CONVERSATION, desk.href());
        UcwaCompletionTimeoutException late = failure(exchange, UcwaCompletionTimeoutException.class);
        assertThat(late).hasMessageContaining("300 ms").hasMessageContaining("completionTimeout");
        assertThat(late.isRetryable()).isFalse();
        assertThat(exchange.getMessage().getHeader(UcwaConstants.HREF, String.class)).contains("participantInvitations");
    }

    @Test
    void anInvitationThatWasNotAnsweredInTimeCanBeTakenBackByTheErrorHandler() throws Exception {
        server.time(SimulatedTime.real());
        server.invite(BOB).staysSilent();
        start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(UcwaCompletionTimeoutException.class).handled(true)
                        .to("ucwa:participantInvitation?operation=cancel");
                from("direct:in").to("ucwa:participantInvitation?waitForCompletion=true&completionTimeout=300");
            }
        });
        template = context.createProducerTemplate();
        template.send("ucwa:invitation?href=/ucwa/oauth/v1/applications", e -> { });
        account().awaitApplication(PATIENCE);
        good(null, UcwaConstants.OPERATION, "addParticipant", UcwaConstants.INVITEE, BOB, UcwaConstants.CONVERSATION,
                desk().href());
        assertThat(server.requests().count(RequestKind.CANCEL)).isEqualTo(1);
        assertThat(server.requests().count(RequestKind.ADD_PARTICIPANT)).isEqualTo(1);
    }

    @Test
    void stoppingTheContextEndsTheWaitAtOnce() throws Exception {
        server.time(SimulatedTime.real());
        server.invite(BOB).staysSilent();
        startSignedIn(ADD);
        CompletableFuture<Exchange> waiting = sendAsync(null, UcwaConstants.CONVERSATION, desk().href());
        await().atMost(PATIENCE).until(() -> server.requests().count(RequestKind.ADD_PARTICIPANT) == 1);
        long start = System.nanoTime();
        context.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        UcwaException stopped = failure(waiting.get(5, TimeUnit.SECONDS), UcwaException.class);
        assertThat(stopped).hasMessageContaining("stopping");
    }

    @Test
    void cancelWaitsForTheEnd() throws Exception {
        startSignedIn("ucwa:participantInvitation?operation=cancel&waitForCompletion=true");
        SimulatedInvitation pending = pendingInvitation();
        Message done = good("body", UcwaConstants.HREF, pending.href()).getMessage();
        assertThat(done.getBody(Invitation.class).getState()).isEqualTo("Cancelled");
        assertThat(done.getHeaders()).containsEntry(UcwaConstants.HTTP_RESPONSE_CODE, 204)
                .containsEntry(UcwaConstants.EVENT_STATUS, "Failure")
                .containsEntry(UcwaConstants.REASON_SUBCODE, "Canceled");
    }

    @Test
    void anInvitationThatIsCompletedAlreadyAnswersAtOnce() throws Exception {
        startSignedIn("ucwa:participantInvitation?operation=cancel&waitForCompletion=true");
        SimulatedInvitation pending = pendingInvitation();
        pending.accept();
        Message done = good("body", UcwaConstants.HREF, pending.href()).getMessage();
        assertThat(done.getBody(Invitation.class).getState()).isEqualTo("Connected");
        assertThat(done.getHeader(UcwaConstants.EVENT_STATUS)).isEqualTo("Success");
        assertThat(server.requests().count(RequestKind.CANCEL)).isZero();
    }

    @Test
    void anInvitationThatEndedUnnoticedWhileTheBodyGrewOldAnswersAtOnce() throws Exception {
        startSignedIn("ucwa:participantInvitation?waitForCompletion=true");
        SimulatedInvitation pending = pendingInvitation();
        Invitation old = good(null, UcwaConstants.HREF, pending.href()).getMessage().getBody(Invitation.class);
        pending.decline();
        Message done = good(old, UcwaConstants.OPERATION, "cancel").getMessage();
        assertThat(done.getHeader(UcwaConstants.STATE)).isEqualTo("Failed");
        assertThat(done.getHeader(UcwaConstants.EVENT_STATUS)).isEqualTo("Failure");
    }

    @ParameterizedTest
    @EnumSource(Behaviour.LateAnswer.class)
    void whenSomebodyWasFasterTheCompletedEventDecides(Behaviour.LateAnswer answer) throws Exception {
        server.behaviour().lateAnswer(answer);
        startSignedIn("ucwa:participantInvitation?operation=cancel&waitForCompletion=true");
        SimulatedInvitation pending = pendingInvitation();
        // the answer is on its way while the cancel is: read as open, over when the cancel arrives
        server.faults().on(RequestKind.CANCEL).when(r -> pending.decline()).delay(Duration.ofMillis(1));
        Message done = good("body", UcwaConstants.HREF, pending.href()).getMessage();
        assertThat(done.getBody(Invitation.class).getState()).isEqualTo("Failed");
        assertThat(done.getHeaders()).containsEntry(UcwaConstants.EVENT_STATUS, "Failure")
                .containsEntry(UcwaConstants.REASON_SUBCODE, "Declined");
    }

    @Test
    void theLossOfTheApplicationEndsTheWait() throws Exception {
        server.time(SimulatedTime.real());
        server.invite(BOB).staysSilent();
        startSignedIn(ADD);
        CompletableFuture<Exchange> waiting = sendAsync(null, UcwaConstants.CONVERSATION, desk().href());
        await().atMost(PATIENCE).until(() -> account().deliveredPackages().stream().anyMatch(p -> p.contains("started")));
        await().atMost(PATIENCE).until(() -> account().application().isPolled());
        account().application().lose();
        UcwaException lost = failure(waiting.get(10, TimeUnit.SECONDS), UcwaException.class);
        assertThat(lost).hasMessageContaining("lost the application");
    }

    @Test
    void manyWaitsHoldNoThread() throws Exception {
        ThreadPoolProfile tiny = new ThreadPoolProfile("tiny");
        tiny.setDefaultProfile(true);
        tiny.setPoolSize(1);
        tiny.setMaxPoolSize(1);
        tiny.setMaxQueueSize(1000);
        context.getExecutorServiceManager().setDefaultThreadPoolProfile(tiny);
        server.time(SimulatedTime.real());
        startSignedIn("ucwa:participantInvitation?operation=addParticipant&waitForCompletion=true");
        SimulatedConversation desk = desk();
        int waits = 60;
        List<CompletableFuture<Exchange>> waiting = new ArrayList<>();
        for (int i = 0; i < waits; i++) {
            String person = "sip:guest" + i + "@fabrikam.example";
            server.invite(person).staysSilent();
            waiting.add(sendAsync(person, UcwaConstants.CONVERSATION, desk.href()));
        }
        // a thread held by the first wait would keep the second from ever being sent
        await().atMost(PATIENCE).until(() -> account().application().currentInvitations().size() == waits);
        account().application().currentInvitations().forEach(SimulatedInvitation::accept);
        for (CompletableFuture<Exchange> one : waiting) {
            assertThat(one.get(10, TimeUnit.SECONDS).getMessage().getHeader(UcwaConstants.EVENT_STATUS)).isEqualTo("Success");
        }
    }

    @Test
    void theRouteGoesOnNeitherOnTheChannelsNorOnTheTimersThread() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(UcwaException.class).process(e -> e.setProperty("thread", Thread.currentThread().getName()));
                from("direct:in").to("ucwa:participantInvitation?operation=addParticipant&waitForCompletion=true"
                        + "&completionTimeout=300").process(e -> e.setProperty("thread", Thread.currentThread().getName()));
            }
        });
        template = context.createProducerTemplate();
        template.send("ucwa:invitation?href=/ucwa/oauth/v1/applications", e -> { });
        account().awaitApplication(PATIENCE);
        SimulatedConversation desk = desk();
        Exchange good = good(BOB, UcwaConstants.CONVERSATION, desk.href());
        assertThat(good.getProperty("thread", String.class)).contains("ucwa-worker");
        server.time(SimulatedTime.real());
        server.invite(CAROL).staysSilent();
        Exchange late = send(CAROL, UcwaConstants.CONVERSATION, desk.href());
        assertThat(late.getProperty("thread", String.class)).contains("ucwa-worker");
    }

    @Test
    void theRouteMayWaitForAnEventThatOnlyTheNextPollBrings() throws Exception {
        server.invite(BOB).accepts().after(Duration.ofSeconds(20));
        server.invite(CAROL).accepts().after(Duration.ofSeconds(20));
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("ucwa:participantInvitation?eventTypes=started")
                        .filter(header(UcwaConstants.TO).isEqualTo(BOB))
                        .to("ucwa:participantInvitation?operation=addParticipant&waitForCompletion=true&to=" + CAROL)
                        .to("mock:out");
            }
        });
        account().awaitApplication(PATIENCE);
        mock("out").expectedMessageCount(1);
        mock("out").expectedHeaderReceived(UcwaConstants.EVENT_STATUS, "Success");
        desk().invite(BOB);
        mock("out").assertIsSatisfied();
        assertThat(server.requests().count(RequestKind.ADD_PARTICIPANT)).isEqualTo(1);
    }
}
