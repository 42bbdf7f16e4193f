package io.github.camelucwa.simulator;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.camelucwa.simulator.TestClient.BOT;
import static io.github.camelucwa.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Incoming invitations, and outgoing ones of other kinds (protocol sections 7.4 to 7.6, 8.3 to 8.5). */
class IncomingInvitationTest {

    private static final String ALICE = "sip:alice@fabrikam.example";

    private UcwaSimulator server;
    private TestClient client;
    private JsonNode application;
    private String next;

    @BeforeEach
    void becomeAvailable() {
        server = TestClient.server().time(SimulatedTime.scaled(100)).start();
        server.behaviour().allModalities(true);
        client = new TestClient(server);
        application = client.application("a");
        next = application.at("/_links/events/href").asText();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void nothingArrivesBeforeMakeMeAvailable() {
        assertThatThrownBy(() -> server.account(BOT).incomingMeetingInvitation(ALICE, "Incident"))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("makeMeAvailable");
    }

    @Test
    void aMeetingIsAcceptedAndBecomesAConference() {
        available();
        SimulatedInvitation invitation = server.account(BOT).incomingMeetingInvitation(ALICE, "Incident");
        JsonNode started = until("started").get(0).at("/_embedded/onlineMeetingInvitation");
        assertThat(started.path("direction").asText()).isEqualTo("Incoming");
        assertThat(started.at("/_embedded/from/uri").asText()).isEqualTo(ALICE);
        assertThat(client.post(started.at("/_links/accept/href").asText()).statusCode()).isEqualTo(204);
        List<JsonNode> events = until("completed");
        assertThat(events.get(0).path("type").asText()).isEqualTo("updated");
        assertThat(events.get(0).at("/_embedded/onlineMeetingInvitation/_links").has("accept")).isFalse();
        assertThat(events).extracting(event -> event.at("/_embedded/conversation/state").asText()).contains("Conferenced");
        assertThat(last(events).path("status").asText()).isEqualTo("Success");
        assertThat(invitation.state()).isEqualTo("Connected");
    }

    @Test
    void aMeetingIsDeclinedWithAReason() {
        available();
        SimulatedInvitation invitation = server.account(BOT).incomingMeetingInvitation(ALICE, "Incident");
        String decline = until("started").get(0).at("/_embedded/onlineMeetingInvitation/_links/decline/href").asText();
        assertThat(client.post(decline, "{\"reason\":\"Nonsense\"}").statusCode()).isEqualTo(400);
        assertThat(client.post(decline, "{\"reason\":\"Local\"}").statusCode()).isEqualTo(204);
        List<JsonNode> events = until("deleted");
        assertThat(events.get(0).path("status").asText()).isEqualTo("Failure");
        assertThat(invitation.declineReason()).isEqualTo("Local");
    }

    @Test
    void anInvitationThatIsWithdrawnFails() {
        available();
        SimulatedInvitation invitation = server.account(BOT).incomingMeetingInvitation(ALICE, "Incident");
        String accept = until("started").get(0).at("/_embedded/onlineMeetingInvitation/_links/accept/href").asText();
        invitation.withdraw();
        assertThat(until("completed").get(0).at("/reason/subcode").asText()).isEqualTo("Canceled");
        assertThat(client.post(accept).statusCode()).isEqualTo(404);
        server.behaviour().lateAnswer(Behaviour.LateAnswer.CONFLICT);
        assertThat(client.post(accept).statusCode()).isEqualTo(409);
        server.behaviour().lateAnswer(Behaviour.LateAnswer.WITHOUT_EFFECT);
        assertThat(client.post(accept).statusCode()).isEqualTo(204);
    }

    @Test
    void anUnansweredInvitationIsMissed() {
        available();
        server.account(BOT).incomingMeetingInvitation(ALICE, "Incident");
        List<JsonNode> events = until("completed");
        assertThat(events).extracting(event -> event.at("/reason/subcode").asText()).contains("Missed");
    }

    @Test
    void anInstantMessageIsDeliveredOnceAccepted() {
        available();
        server.account(BOT).incomingMessagingInvitation(ALICE, "", "Hi there");
        JsonNode invitation = until("started").get(0).at("/_embedded/messagingInvitation");
        assertThat(invitation.at("/_links/message/href").asText()).isEqualTo("data:text/plain;charset=utf-8,Hi+there%0d%0a");
        client.post(invitation.at("/_links/accept/href").asText());
        List<JsonNode> events = new ArrayList<>(until("completed"));
        assertThat(events).extracting(event -> event.at("/link/rel").asText())
                .containsSubsequence("messagingInvitation", "messaging", "conversation", "participantMessaging", "message", "messagingInvitation");
        String send = events.stream().map(event -> event.at("/_embedded/messaging/_links/sendMessage/href").asText())
                .filter(href -> !href.isEmpty()).findFirst().orElseThrow();
        assertThat(client.sending("text/plain").post(send, "Hello").statusCode()).isEqualTo(201);
    }

    @Test
    void aCallOffersMediaAndCanBeDeclined() {
        available();
        server.account(BOT).application().incomingInvitation(InvitationKind.AUDIO_VIDEO, ALICE, "");
        JsonNode links = until("started").get(0).at("/_embedded/audioVideoInvitation/_links");
        assertThat(links.at("/mediaOffer/href").asText()).startsWith("data:multipart/alternative").hasSizeGreaterThan(3000);
        assertThat(links.has("accept")).isFalse();
        String accept = links.at("/acceptWithAnswer/href").asText();
        assertThat(client.sending("application/sdp").post(accept, "v=0").statusCode()).isEqualTo(400);
        assertThat(client.post(accept + "?sessionContext=1", "v=0").statusCode()).isEqualTo(204);
        assertThat(last(until("completed")).path("status").asText()).isEqualTo("Success");
    }

    @Test
    void aPhoneCallCannotBeAcceptedByApi() {
        available();
        SimulatedInvitation call = server.account(BOT).application().incomingInvitation(InvitationKind.PHONE_AUDIO, ALICE, "");
        JsonNode links = until("started").get(0).at("/_embedded/phoneAudioInvitation/_links");
        assertThat(links.has("accept")).isFalse();
        assertThat(client.post(links.at("/decline/href").asText().replace("/decline", "/accept")).statusCode()).isEqualTo(404);
        call.accept();
        assertThat(last(until("completed")).path("status").asText()).isEqualTo("Success");
    }

    @Test
    void aMeetingCanBeStarted() {
        String start = application.at("/_embedded/communication/_links/startOnlineMeeting/href").asText();
        HttpResponse<String> answer = client.post(start, "{\"subject\":\"Incident 4711\",\"operationId\":\"op-1\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
        List<JsonNode> events = until("completed");
        assertThat(last(events).at("/_embedded/onlineMeetingInvitation/operationId").asText()).isEqualTo("op-1");
        String conversation = last(events).at("/_embedded/onlineMeetingInvitation/_links/conversation/href").asText();
        assertThat(json(client.get(conversation)).path("_links").has("addParticipant")).isTrue();
    }

    @Test
    void aMessagingSessionCanBeStartedAndCancelled() {
        server.invite(ALICE).staysSilent();
        String start = application.at("/_embedded/communication/_links/startMessaging/href").asText();
        String href = client.post(start, "{\"to\":\"" + ALICE + "\",\"operationId\":\"op-1\"}").headers().firstValue("Location").orElseThrow();
        String cancel = json(client.get(href)).at("/_links/cancel/href").asText();
        assertThat(cancel).endsWith("/messaging/terminate");
        assertThat(client.post(cancel).statusCode()).isEqualTo(204);
        assertThat(until("completed")).extracting(event -> event.at("/reason/subcode").asText()).contains("Canceled");
    }

    @Test
    void messagingOfAConferenceCanBeJoined() {
        available();
        SimulatedInvitation meeting = server.account(BOT).incomingMeetingInvitation(ALICE, "Incident");
        meeting.accept();
        until("completed");
        JsonNode messaging = json(client.get(meeting.conversation().href() + "/messaging"));
        assertThat(client.post(messaging.at("/_links/addMessaging/href").asText(), "{\"operationId\":\"op-2\"}").statusCode()).isEqualTo(201);
        assertThat(last(until("completed")).path("status").asText()).isEqualTo("Success");
        meeting.conversation().say(ALICE, "welcome");
        assertThat(until("completed").get(0).at("/_embedded/message/_links/plainMessage/href").asText()).contains("welcome");
    }

    @Test
    void refusesALongSubject() {
        String start = application.at("/_embedded/communication/_links/startOnlineMeeting/href").asText();
        HttpResponse<String> answer = client.post(start, "{\"subject\":\"" + "x".repeat(251) + "\"}");
        assertThat(json(answer).at("/parameters/0/name").asText()).isEqualTo("subject");
    }

    @Test
    void anEndedConversationFailsWhatStillRings() {
        server.invite(ALICE).staysSilent();
        SimulatedConversation conversation = server.account(BOT).startConversation("Incident");
        conversation.invite(ALICE);
        conversation.end();
        List<JsonNode> events = until("deleted");
        assertThat(events).extracting(event -> event.at("/reason/subcode").asText()).contains("Ended");
        assertThat(client.get(conversation.href()).statusCode()).isEqualTo(404);
    }

    private void available() {
        client.post(application.at("/_embedded/me/_links/makeMeAvailable/href").asText(),
                "{\"supportedModalities\":[\"Messaging\",\"PhoneAudio\",\"Audio\"]}");
        until("added");
    }

    private static JsonNode last(List<JsonNode> events) {
        return events.get(events.size() - 1);
    }

    private List<JsonNode> until(String type) {
        List<JsonNode> events = new ArrayList<>();
        do {
            JsonNode answer = json(client.get(next));
            next = answer.at("/_links/next/href").asText();
            answer.path("sender").forEach(sender -> sender.path("events").forEach(events::add));
        } while (events.stream().noneMatch(event -> event.path("type").asText().equals(type)));
        return events;
    }
}
