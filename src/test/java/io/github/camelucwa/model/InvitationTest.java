package io.github.camelucwa.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class InvitationTest {

    private static Invitation with(String property, Object value) {
        return Invitation.of(Resource.builder("participantInvitation").property(property, value).build());
    }

    private static Invitation linked(String rel, String href) {
        return Invitation.of(Resource.builder("participantInvitation").link(rel, href).build());
    }

    private static Object call(String getter, Invitation invitation) throws Exception {
        Method method = Invitation.class.getMethod("get" + Character.toUpperCase(getter.charAt(0)) + getter.substring(1));
        return method.invoke(invitation);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "direction", "importance", "operationId", "state", "subject", "threadId", "to", "onlineMeetingUri",
            "anonymousDisplayName", "phoneNumber", "delegator", "sessionContext", "bandwidthControlId", "address",
            "building", "city", "country", "zip", "locationState"
    })
    void givesEveryPropertyByName(String property) throws Exception {
        assertThat(call(property, with(property, "some text"))).isEqualTo("some text");
        assertThat(call(property, with("unknown", "some text"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "privateLine", "joinAudioMuted", "joinVideoMuted" })
    void givesEveryFlagByName(String property) throws Exception {
        assertThat(call(property, with(property, true))).isEqualTo(true);
        assertThat(call(property, with("unknown", true))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "conversation", "cancel", "accept", "decline", "participant", "acceptedByContact", "onBehalfOf", "messaging",
            "derivedMessaging", "phoneAudio", "derivedPhoneAudio", "replacesPhoneAudio", "audioVideo", "derivedAudioVideo",
            "replacesAudioVideo", "derivedConversation", "forwardedBy", "transferredBy", "acceptWithAnswer",
            "acceptWithPhoneAudio", "sendProvisionalAnswer", "reportMediaDiagnostics"
    })
    void givesEveryLinkByName(String rel) throws Exception {
        assertThat(call(rel, linked(rel, "/i/1/x"))).isEqualTo("/i/1/x");
        assertThat(call(rel, linked("unknown", "/i/1/x"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "from", "to", "delegator", "message", "customContent", "mediaOffer" })
    void givesLinksWhoseNameIsTakenWithASuffix(String rel) throws Exception {
        assertThat(call(rel + "Link", linked(rel, "/x"))).isEqualTo(Link.of(rel, "/x"));
    }

    @Test
    void givesModalities() {
        assertThat(with("availableModalities", List.of("Messaging", "Audio")).getAvailableModalities()).containsExactly("Messaging", "Audio");
        assertThat(with("unknown", "x").getAvailableModalities()).isEmpty();
    }

    @Test
    void givesUnknownMembers() {
        Invitation invitation = Invitation.of(Resource.builder("x").property("mood", "fine").link("wave", "/w").link("self", "/i/1")
                .embedded("thing", Resource.builder("thing").build()).build());
        assertThat(invitation.getProperty("mood")).isEqualTo("fine");
        assertThat(invitation.getProperties()).containsKeys("rel", "mood");
        assertThat(invitation.getLinks()).containsOnlyKeys("wave", "self");
        assertThat(invitation.getLink("wave").href()).isEqualTo("/w");
        assertThat(invitation.getEmbedded()).containsOnlyKeys("thing");
        assertThat(invitation.getRel()).isEqualTo("x");
        assertThat(invitation.getHref()).isEqualTo("/i/1");
    }

    @Test
    void decodesTheMessage() {
        Invitation invitation = linked("message", "data:text/html;charset=utf-8,%3cb%3eHi+there%3c/b%3e");
        assertThat(invitation.getMessage()).isEqualTo("<b>Hi there</b>");
        assertThat(invitation.getMessageContentType()).isEqualTo("text/html");
    }

    @Test
    void decodesTheMessageThatIsAProperty() {
        assertThat(with("message", "data:text/plain,Hi+there").getMessage()).isEqualTo("Hi there");
    }

    @ParameterizedTest
    @ValueSource(strings = { "data:application/sdp,v=0", "data:text/plain;base64,!", "/no/data", "" })
    void hasNoMessageWhenItIsNoText(String href) {
        assertThat(linked("message", href).getMessage()).isNull();
    }

    @Test
    void decodesCustomContentOfAnyType() {
        Invitation invitation = linked("customContent", "data:application/xml;base64,PGEvPg==");
        assertThat(invitation.getCustomContent()).isEqualTo("<a/>");
        assertThat(invitation.getCustomContentType()).isEqualTo("application/xml");
    }

    @Test
    void decodesTheMediaOffer() {
        Invitation invitation = linked("mediaOffer", "data:multipart/alternative;charset=utf-8;boundary=b1,--b1%0d%0av=0");
        assertThat(invitation.getMediaOffer()).isEqualTo("--b1\r\nv=0");
        assertThat(invitation.getMediaOfferContentType()).isEqualTo("multipart/alternative");
    }

    @Test
    void fromIsTheEmbeddedParticipantBeforeTheLink() {
        Invitation invitation = Invitation.of(Resource.builder("x").link("from", "/p/1")
                .embedded("from", Resource.builder("participant").property("uri", "sip:alice@fabrikam.example").link("self", "/p/2").build()).build());
        assertThat(invitation.getFrom().getUri()).isEqualTo("sip:alice@fabrikam.example");
        assertThat(invitation.getFrom().getHref()).isEqualTo("/p/2");
        assertThat(invitation.getFromLink().href()).isEqualTo("/p/1");
    }

    @Test
    void fromIsMadeOfTheLinkWhenNotEmbedded() {
        Invitation invitation = Invitation.of(Resource.builder("x").link(new Link("from", "/p/1", "Bot", null)).build());
        assertThat(invitation.getFrom().getHref()).isEqualTo("/p/1");
        assertThat(invitation.getFrom().getName()).isEqualTo("Bot");
    }

    @Test
    void fromIsNullWhenNobodyTells() {
        assertThat(with("state", "Connecting").getFrom()).isNull();
    }

    @Test
    void givesWhoAccepted() {
        Resource alice = Resource.builder("participant").property("name", "Alice").build();
        Invitation invitation = Invitation.of(Resource.builder("x").embeddedList("acceptedByParticipant", List.of(alice, alice)).build());
        assertThat(invitation.getAcceptedByParticipant()).extracting(Participant::getName).containsExactly("Alice", "Alice");
        assertThat(with("state", "Connecting").getAcceptedByParticipant()).isEmpty();
    }

    @Test
    void givesTheNoiseOfTheSamplesToo() {
        Resource noise = Resource.builder("startEmergencyCallParameters").link("self", "/n").build();
        assertThat(Invitation.of(Resource.builder("x").embeddedList("startEmergencyCallInput", List.of(noise)).build()).getStartEmergencyCallInput())
                .containsExactly(noise);
    }

    @ParameterizedTest
    @CsvSource({ "Connecting,false", "Alerting,false", "TeamRing,false", "Forwarded,false", "Connected,true", "Declined,true",
            "Cancelled,true", "Failed,true", "Sleeping,false" })
    void knowsFinalStates(String state, boolean isFinal) {
        assertThat(with("state", state).isFinal()).isEqualTo(isFinal);
    }

    @Test
    void withoutStateItIsNotFinal() {
        assertThat(with("subject", "x").isFinal()).isFalse();
    }

    @Test
    void knowsItsDirection() {
        assertThat(with("direction", "Incoming").isIncoming()).isTrue();
        assertThat(with("direction", "Incoming").isOutgoing()).isFalse();
        assertThat(with("direction", "Outgoing").isOutgoing()).isTrue();
        assertThat(with("direction", "Outgoing").isIncoming()).isFalse();
    }

    @Test
    void goesThroughAPlainObjectMapperAsUcwaJson() throws Exception {
        Invitation invitation = Invitation.of(Resource.builder("participantInvitation").property("state", "Connected").property("count", 5)
                .property("ratio", 0.5).link("self", "/i/1").embeddedList("acceptedByParticipant", List.of(Resource.builder("participant").build())).build());
        ObjectMapper mapper = new ObjectMapper();
        String json = mapper.writeValueAsString(invitation);
        assertThat(mapper.readTree(json)).isEqualTo(mapper.readTree("""
                {"rel":"participantInvitation","state":"Connected","count":5,"ratio":0.5,"_links":{"self":{"href":"/i/1"}},
                 "_embedded":{"acceptedByParticipant":[{"rel":"participant"}]}}"""));
        assertThat(mapper.readValue(json, Invitation.class)).isEqualTo(invitation).hasSameHashCodeAs(invitation);
    }

    @Test
    void mapAndBackIsEqual() {
        Invitation invitation = Invitation.fromMap(Map.of("rel", "messagingInvitation", "state", "Failed"));
        assertThat(Invitation.fromMap(invitation.toMap())).isEqualTo(invitation);
        assertThat(invitation).isNotEqualTo(with("state", "Failed"));
    }

    @Test
    void survivesSerialization() throws Exception {
        Invitation invitation = linked("message", "data:text/plain,Hi");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(invitation);
        assertThat(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject()).isEqualTo(invitation);
    }

    @Test
    void toStringTellsNoSubjectAndNoMessage() {
        Invitation invitation = Invitation.of(Resource.builder("participantInvitation").property("state", "Failed").property("subject", "secret")
                .link("self", "/i/1").link("message", "data:text/plain,secret").build());
        assertThat(invitation).hasToString("Invitation[participantInvitation Failed /i/1]");
    }
}
