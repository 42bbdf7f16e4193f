package io.github.camelucwa;

import java.util.Map;

import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedConversation;
import io.github.camelucwa.simulator.SimulatedHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Whatever a server says, a host that is not trusted gets neither token nor password nor cookie. */
class TrustedHostsRouteTest extends SignInTestSupport {

    private static final String BOB = "sip:bob@fabrikam.example";

    private SimulatedHost foreign;

    @BeforeEach
    void addForeign() {
        foreign = server.addForeignHost("127.0.0.2");
    }

    @AfterEach
    void theForeignHostGotNothing() {
        assertThat(foreign.requests().all()).as("requests to the foreign host").isEmpty();
    }

    @Test
    void anHttpRedirectOfTheRootIsNotFollowed() {
        server.discovery().redirectByHttp(foreign.discoveryUrl());
        assertThat(failedStart(route(CONSUMER))).hasMessageContainingAll("redirects to host '127.0.0.2' of another domain", "trustedHosts");
    }

    @Test
    void aUserLinkElsewhereIsNotFollowed() {
        server.faults().on(RequestKind.DISCOVERY_ROOT).untilCleared().answer(200, Map.of("Content-Type", "application/json"),
                "{\"_links\":{\"user\":{\"href\":\"" + foreign.origin() + "/user\"}}}");
        assertThat(failedStart(route(CONSUMER))).hasMessageContainingAll("The user resource of autodiscover", "127.0.0.2", "nothing was sent");
    }

    @Test
    void applicationsElsewhereAreNotAsked() {
        server.discovery().applicationsAt(foreign.origin());
        assertThat(failedStart(route(CONSUMER))).hasMessageContainingAll("The applications link of autodiscover", "127.0.0.2");
    }

    @ParameterizedTest
    @ValueSource(strings = { "self", "events", "makeMeAvailable", "reportMyActivity" })
    void linksOfTheApplicationElsewhereAreNotFollowed(String rel) throws Exception {
        options().setSignInAs("Online");
        server.behaviour().links((name, href) -> name.equals(rel) && !href.contains("Autodiscover") ? foreign.origin() + href : href);
        assertThat(failedStart(route(CONSUMER))).hasMessageContainingAll("127.0.0.2", "trustedHosts");
    }

    @Test
    void theNextLinkElsewhereIsNotFollowedAndTheEventsAreDelivered() throws Exception {
        server.invite(BOB).declines();
        startConsumer();
        signedIn();
        SimulatedConversation desk = account().startConversation("x");
        String first = requests(RequestKind.EVENTS).get(0).query("ack");
        await().atMost(PATIENCE).until(() -> !first.equals(server.requests().last(RequestKind.EVENTS).query("ack")));
        server.behaviour().links((rel, href) -> rel.equals("next") ? foreign.origin() + href : href);
        desk.invite(BOB);
        await().atMost(PATIENCE).until(() -> mock("out").getReceivedCounter() > 0);
        awaitDown("127.0.0.2", "trustedHosts");
        assertThat(troubles.told).isNotEmpty();
    }

    @Test
    void aLinkOnlyEventElsewhereIsNotFetched() throws Exception {
        account().embedding(false);
        startConsumer();
        signedIn();
        server.behaviour().links((rel, href) -> rel.equals("participantInvitation") ? foreign.origin() + href : href);
        account().startConversation("x").invite(BOB);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(troubles.told)
                .anyMatch(t -> t.getMessage().contains("127.0.0.2") && t.getMessage().contains("trustedHosts")));
    }

    @Test
    void aCancelLinkElsewhereIsNotFollowed() throws Exception {
        server.invite(BOB).accepts().after(java.time.Duration.ofHours(1));
        startConsumer();
        signedIn();
        account().startConversation("x").invite(BOB);
        await().atMost(PATIENCE).until(() -> mock("out").getReceivedCounter() > 0);
        String href = mock("out").getExchanges().get(0).getMessage().getHeader(UcwaConstants.HREF, String.class);
        server.behaviour().links((rel, link) -> rel.equals("cancel") ? foreign.origin() + link : link);
        assertThatThrownBy(() -> context.createProducerTemplate().requestBodyAndHeader("ucwa:participantInvitation?operation=cancel", null,
                UcwaConstants.HREF, href)).hasStackTraceContaining("127.0.0.2");
    }

    @Test
    void anHrefOfTheRouteElsewhereIsNotCalled() throws Exception {
        startConsumer();
        signedIn();
        assertThatThrownBy(() -> context.createProducerTemplate().requestBodyAndHeader("ucwa:participantInvitation?operation=get", null,
                UcwaConstants.HREF, foreign.origin() + "/ucwa/oauth/v1/applications/1/communication/participantInvitations/2"))
                .hasRootCauseInstanceOf(IllegalArgumentException.class).hasStackTraceContaining("127.0.0.2");
    }

    @ParameterizedTest
    @EnumSource(value = RequestKind.class, names = { "DISCOVERY_USER", "TOKEN", "APPLICATIONS", "EVENTS" })
    void anHttpRedirectElsewhereIsNotFollowed(RequestKind kind) throws Exception {
        server.faults().on(kind).when(r -> kind != RequestKind.DISCOVERY_USER || r.header("authorization") != null).untilCleared()
                .redirect(307, foreign.origin() + "/x");
        startConsumer();
        awaitDown("answered 307");
    }
}
