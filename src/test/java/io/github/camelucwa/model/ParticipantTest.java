package io.github.camelucwa.model;

import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ParticipantTest {

    private static final Participant PARTICIPANT = Participant.of(Resource.builder("participant")
            .property("anonymous", false)
            .property("inLobby", true)
            .property("local", false)
            .property("name", "Alice")
            .property("organizer", true)
            .property("otherPhoneNumber", "tel:+1555010")
            .property("role", "Attendee")
            .property("sourceNetwork", "SameEnterprise")
            .property("uri", "sip:alice@fabrikam.example")
            .property("workPhoneNumber", "tel:+1555020")
            .property("mood", "fine")
            .link("self", "/p/1")
            .link("admit", "/p/1/admit")
            .link("contact", "/p/1/contact")
            .link("contactPhoto", "/p/1/contactPhoto")
            .link("contactPresence", "/p/1/contactPresence")
            .link("conversation", "/p/1/conversation")
            .link("demote", "/p/1/demote")
            .link("eject", "/p/1/eject")
            .link("me", "/p/1/me")
            .link("participantApplicationSharing", "/p/1/participantApplicationSharing")
            .link("participantAudio", "/p/1/participantAudio")
            .link("participantDataCollaboration", "/p/1/participantDataCollaboration")
            .link("participantMessaging", "/p/1/participantMessaging")
            .link("participantPanoramicVideo", "/p/1/participantPanoramicVideo")
            .link("participantVideo", "/p/1/participantVideo")
            .link("promote", "/p/1/promote")
            .link("reject", "/p/1/reject")
            .link("wave", "/p/1/wave")
            .build());

    @Test
    void givesEveryPropertyByName() {
        assertThat(PARTICIPANT.getAnonymous()).isEqualTo(false);
        assertThat(PARTICIPANT.getInLobby()).isEqualTo(true);
        assertThat(PARTICIPANT.getLocal()).isEqualTo(false);
        assertThat(PARTICIPANT.getName()).isEqualTo("Alice");
        assertThat(PARTICIPANT.getOrganizer()).isEqualTo(true);
        assertThat(PARTICIPANT.getOtherPhoneNumber()).isEqualTo("tel:+1555010");
        assertThat(PARTICIPANT.getRole()).isEqualTo("Attendee");
        assertThat(PARTICIPANT.getSourceNetwork()).isEqualTo("SameEnterprise");
        assertThat(PARTICIPANT.getUri()).isEqualTo("sip:alice@fabrikam.example");
        assertThat(PARTICIPANT.getWorkPhoneNumber()).isEqualTo("tel:+1555020");
    }

    @Test
    void givesEveryLinkByName() {
        assertThat(PARTICIPANT.getHref()).isEqualTo("/p/1");
        assertThat(PARTICIPANT.getAdmit()).isEqualTo("/p/1/admit");
        assertThat(PARTICIPANT.getContact()).isEqualTo("/p/1/contact");
        assertThat(PARTICIPANT.getContactPhoto()).isEqualTo("/p/1/contactPhoto");
        assertThat(PARTICIPANT.getContactPresence()).isEqualTo("/p/1/contactPresence");
        assertThat(PARTICIPANT.getConversation()).isEqualTo("/p/1/conversation");
        assertThat(PARTICIPANT.getDemote()).isEqualTo("/p/1/demote");
        assertThat(PARTICIPANT.getEject()).isEqualTo("/p/1/eject");
        assertThat(PARTICIPANT.getMe()).isEqualTo("/p/1/me");
        assertThat(PARTICIPANT.getParticipantApplicationSharing()).isEqualTo("/p/1/participantApplicationSharing");
        assertThat(PARTICIPANT.getParticipantAudio()).isEqualTo("/p/1/participantAudio");
        assertThat(PARTICIPANT.getParticipantDataCollaboration()).isEqualTo("/p/1/participantDataCollaboration");
        assertThat(PARTICIPANT.getParticipantMessaging()).isEqualTo("/p/1/participantMessaging");
        assertThat(PARTICIPANT.getParticipantPanoramicVideo()).isEqualTo("/p/1/participantPanoramicVideo");
        assertThat(PARTICIPANT.getParticipantVideo()).isEqualTo("/p/1/participantVideo");
        assertThat(PARTICIPANT.getPromote()).isEqualTo("/p/1/promote");
        assertThat(PARTICIPANT.getReject()).isEqualTo("/p/1/reject");
    }

    @Test
    void givesUnknownMembers() {
        assertThat(PARTICIPANT.getProperty("mood")).isEqualTo("fine");
        assertThat(PARTICIPANT.getLink("wave")).isEqualTo(Link.of("wave", "/p/1/wave"));
        assertThat(PARTICIPANT.getLinks()).hasSize(18);
        assertThat(PARTICIPANT.getEmbedded()).isEmpty();
    }

    @Test
    void missingMembersAreNull() {
        Participant nobody = Participant.of(Resource.fromMap(Map.of()));
        assertThat(nobody.getName()).isNull();
        assertThat(nobody.getInLobby()).isNull();
        assertThat(nobody.getEject()).isNull();
    }

    @Test
    void canBeMadeOfALink() {
        Participant participant = Participant.of(new Link("from", "/p/2", "Bot", null));
        assertThat(participant.getRel()).isEqualTo("participant");
        assertThat(participant.getHref()).isEqualTo("/p/2");
        assertThat(participant.getName()).isEqualTo("Bot");
    }

    @Test
    void goesThroughAPlainObjectMapper() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        String json = mapper.writeValueAsString(PARTICIPANT);
        assertThat(mapper.readTree(json).at("/_links/contact/href").asText()).isEqualTo("/p/1/contact");
        assertThat(mapper.readValue(json, Participant.class)).isEqualTo(PARTICIPANT);
    }

    @Test
    void toStringTellsNoName() {
        assertThat(PARTICIPANT).hasToString("Participant[/p/1]");
    }
}
