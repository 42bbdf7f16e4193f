package io.github.camelucwa.model;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventTest {

    private static Event event(String rel, String type, String status, String state) {
        Resource resource = state == null ? null : Resource.builder(rel).property("state", state).property("subject", "secret").build();
        return new Event(type, Link.of(rel, "/i/1"), null, resource, status, Reason.of("RemoteFailure", "Declined", "secret"), null, null);
    }

    @ParameterizedTest
    @CsvSource({ "participantInvitation,true", "videoInvitation,true", "conversation,false", "invitations,false" })
    void knowsInvitationsByTheirRel(String rel, boolean invitation) {
        assertThat(event(rel, "started", null, null).isInvitation()).isEqualTo(invitation);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "completed, Success, -, true",
            "completed, Success, Failed, true",
            "completed, Failure, Connected, false",
            "completed, Succeeded, Connected, false",
            "completed, -, Connected, true",
            "completed, -, Failed, false",
            "completed, -, -, false",
            "updated, Success, Connected, false"
    })
    void statusDecidesThenState(String type, String status, String state, boolean success) {
        assertThat(event("participantInvitation", type, status, state).isSuccess()).isEqualTo(success);
    }

    @Test
    void toStringTellsTargetAndCodesOnly() {
        assertThat(event("participantInvitation", "completed", "Failure", "Failed"))
                .hasToString("Event[completed Link[participantInvitation /i/1] Failure RemoteFailure/Declined]");
    }

    @Test
    void packageGoesOnAtNextThenResumeThenResync() {
        assertThat(new EventPackage("/s", "/n", "/r", "/y", null, null).follower()).contains("/n");
        assertThat(new EventPackage("/s", null, "/r", "/y", null, null).follower()).contains("/r");
        assertThat(new EventPackage("/s", null, null, "/y", null, null).follower()).contains("/y");
        assertThat(new EventPackage("/s", null, null, null, null, null).hasFollower()).isFalse();
    }

    @Test
    void reasonHasNoNullCollections() {
        Reason reason = new Reason("NotFound", null, "secret", null, null);
        assertThat(reason.debugInfo()).isEmpty();
        assertThat(reason.parameters()).isEmpty();
        assertThat(reason).hasToString("NotFound");
    }

    @Test
    void reasonCopiesWhatItIsGiven() {
        assertThat(new Reason("BadRequest", "None", null, Map.of("id", 7L), List.of(new Reason.Parameter("to", "Required"))))
                .isEqualTo(new Reason("BadRequest", "None", null, Map.of("id", 7), List.of(new Reason.Parameter("to", "Required"))));
    }
}
