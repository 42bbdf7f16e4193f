package io.github.camelucwa;

import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.model.Resource;
import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedHost;
import io.github.camelucwa.simulator.SimulatedInvitation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Routes are fed from outside: which hrefs are called, and that nothing is sent for the others. */
class HrefRulesTest extends ProducerTestSupport {

    @ParameterizedTest
    @ValueSource(strings = {
            "FOREIGN/ucwa/oauth/v1/applications/1/communication/participantInvitations/1",
            "//FOREIGNHOST/ucwa/oauth/v1/applications/1",
            "file:///etc/passwd",
            "file:/etc/passwd",
            "jar:file:/x.jar!/y",
            "data:text/plain,hello",
            "http:relative",
            "ORIGIN/APP/communication\r\nX-Injected: 1",
            "APP/communication\n/x",
            "APP/\tcommunication",
            "http://user@HOST/APP/me",
            "http://user:secret@HOST/APP/me",
            "http://HOST@FOREIGNHOST/APP/me",
            "/ucwa/oauth/v1/applications/999999/communication/participantInvitations/1",
            "/UCWA/OAuth/v1/Applications/999999/communication/participantInvitations/1",
            "/ucwa/oauth//v1/applications//999999/me",
            "/ucwa/oauth/v1/%61pplications/999999/me",
            "/ucwa/v1/applications/192/communication/invitations/303",
            "/ucwa/oauth/v1/applications",
            "APP/../999999/me",
            "APP/communication/../me",
            "APP/./me",
            "APP/%2e%2e/999999/me",
            "APP/%2E./999999/me",
            "APP%2f..%2f999999/me",
            "../999999/me",
            "APP\\..\\999999/me",
            "   " })
    void isRefusedBeforeAnythingIsSent(String pattern) throws Exception {
        SimulatedHost foreign = server.addForeignHost("127.0.0.2");
        startSignedIn("ucwa:invitation");
        String href = pattern.replace("FOREIGNHOST", foreign.origin().substring("http://".length()))
                .replace("FOREIGN", foreign.origin()).replace("ORIGIN", server.origin())
                .replace("HOST", server.origin().substring("http://".length())).replace("APP", account().application().href());
        Invitation body = pattern.isBlank() ? null
                : Invitation.of(Resource.builder("participantInvitation").link("self", href).build());
        server.requests().clear();
        IllegalArgumentException byHeader = failure(send(null, UcwaConstants.HREF, href), IllegalArgumentException.class);
        assertThat(byHeader.getMessage()).doesNotContain("secret");
        for (String operation : new String[] { "get", "cancel", "accept", "decline" }) {
            failure(send(body, UcwaConstants.OPERATION, operation), IllegalArgumentException.class);
        }
        failure(send(CAROL, UcwaConstants.OPERATION, "addParticipant", UcwaConstants.CONVERSATION, href),
                IllegalArgumentException.class);
        assertThat(server.requests().matching(r -> r.kind() != RequestKind.EVENTS)).isEmpty();
        assertThat(foreign.requests().all()).isEmpty();
    }

    @Test
    void aLinkOfTheBodyThatLeadsElsewhereIsNotFollowed() throws Exception {
        SimulatedHost foreign = server.addForeignHost("127.0.0.2");
        startSignedIn("ucwa:participantInvitation?operation=cancel");
        SimulatedInvitation pending = pendingInvitation();
        Resource body = Resource.builder("participantInvitation").link("self", pending.href())
                .link("cancel", foreign.origin() + "/cancel").build();
        failure(send(Invitation.of(body)), IllegalArgumentException.class);
        assertThat(foreign.requests().all()).isEmpty();
        assertThat(pending.isCompleted()).isFalse();
    }

    @Test
    void relativeAndAbsoluteHrefsOfTheApplicationAreCalled() throws Exception {
        startSignedIn("ucwa:participantInvitation");
        SimulatedInvitation pending = pendingInvitation();
        String absolute = absolute(pending.href());
        for (String href : new String[] { pending.href(), absolute, absolute.replace("localhost", "LOCALHOST"),
                absolute.replace("http:", "HTTP:") }) {
            assertThat(good(null, UcwaConstants.HREF, href).getMessage().getHeader(UcwaConstants.STATE)).isEqualTo("Connecting");
        }
    }

    @Test
    void aTrustedHostIsCalledOnlyAfterTheServerLinkedToItAndWithAnOwnToken() throws Exception {
        SimulatedHost pool = server.addHost("127.0.0.3");
        options().setTrustedHosts("127.0.0.3");
        startSignedIn("ucwa:participantInvitation");
        SimulatedInvitation pending = pendingInvitation();
        String there = pool.origin() + pending.href();
        failure(send(null, UcwaConstants.HREF, there), IllegalArgumentException.class);
        server.behaviour().links((rel, href) -> rel.equals("conversation") ? pool.origin() + href : href);
        good(null, UcwaConstants.HREF, pending.href());
        int tokens = server.requests().count(RequestKind.TOKEN);
        assertThat(good(null, UcwaConstants.HREF, there).getMessage().getHeader(UcwaConstants.HREF)).isEqualTo(there);
        assertThat(server.requests().count(RequestKind.TOKEN)).isEqualTo(tokens + 1);
    }
}
