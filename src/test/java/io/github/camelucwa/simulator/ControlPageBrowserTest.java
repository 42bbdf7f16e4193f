package io.github.camelucwa.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelucwa.UcwaComponent;
import io.github.camelucwa.UcwaConstants;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The control page in a browser: what it shows, and a route that reacts to its buttons. */
@EnabledIf(value = "io.github.camelucwa.simulator.Chromium#isInstalled",
        disabledReason = "browser tests are not run: there is no chromium on the PATH (Debian's package chromium)")
class ControlPageBrowserTest {

    private static final String BOT = "sip:bot@fabrikam.example";
    private static final String BOB = "sip:bob@fabrikam.example";

    private static Chromium browser;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private UcwaSimulator server;
    private DefaultCamelContext context;

    @BeforeAll
    static void startBrowser() throws IOException {
        browser = Chromium.start();
    }

    @AfterAll
    static void endBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openPage() throws Exception {
        server = UcwaSimulator.create().http().user(BOT, "secret").start();
        context = context();
        browser.open(server.origin() + "/simulator/");
    }

    @AfterEach
    void close() {
        context.stop();
        server.close();
        assertThat(browser.exceptions()).as("errors of the page's script").isEmpty();
    }

    @Test
    void showsAnAccountAndItsClient() {
        shows("#accounts", BOT, "No client is signed in.");

        context.start();

        shows("#accounts", BOT, "Application " + application().id() + ", polled", "Lose the application");
        assertThat(browser.text("#accounts")).doesNotContain("No client is signed in.");
        shows("#requests", "201 POST /ucwa/", "held GET /ucwa/");
    }

    @Test
    void showsConversationInvitationAndEventPackagesAsTheyGoOut() {
        context.start();
        SimulatedConversation desk = application().startConversation("Printer on fire");
        shows("#accounts", "\"Printer on fire\"");
        assertThat(browser.text("#packages")).doesNotContain("participantInvitation");

        SimulatedInvitation invitation = desk.invite(BOB);

        shows("[data-invitation=\"" + invitation.href() + "\"]", "participantInvitation Connecting", BOT + " to " + BOB);
        shows("#packages", "participantInvitation started");
        invitation.decline();
        shows("[data-invitation=\"" + invitation.href() + "\"]", "participantInvitation Failed");
        shows("#packages", "participantInvitation completed Failure");
        assertThat(browser.evaluate("document.querySelectorAll('#packages details').length").asInt())
                .isEqualTo(server.account(BOT).deliveredPackages().size());
    }

    @Test
    void inviteReachesTheRoute() {
        openDesk();

        browser.click("Invite");

        routeSaw("started");
        assertThat(browser.text("#error")).isEmpty();
    }

    @Test
    void acceptReachesTheRoute() {
        openDesk();
        browser.click("Invite");
        routeSaw("started");

        browser.click("Accept");

        routeSaw("started", "completed Success");
        shows("#accounts", "participantInvitation Connected");
    }

    @Test
    void declineReachesTheRoute() {
        openDesk();
        browser.click("Invite");
        routeSaw("started");

        browser.click("Decline");

        routeSaw("started", "completed Failure");
        shows("#accounts", "participantInvitation Failed");
    }

    @Test
    void whoIsMadeToStaySilentDoesNotAcceptAnyMore() {
        openDesk();
        // the page's "Invite, accepts" would accept after 1 s of server time, here 5 s, and the ringing ends after 7.5 s
        server.time(SimulatedTime.scaled(0.2).with(SimulatedTimer.RING, Duration.ofMillis(1500)));
        browser.click("Invite, accepts");

        browser.click("Stay silent");

        routeSaw("started", "completed Failure");
    }

    @Test
    void theRouteGoesOnAfterItsConnectionIsCut() {
        openDesk();
        patiently().until(() -> application().isPolled());

        browser.click("Cut the connection");

        patiently().until(() -> server.requests().of(RequestKind.EVENTS).stream().anyMatch(poll -> poll.status() == RecordedRequest.CUT));
        browser.click("Invite");
        routeSaw("started");
        browser.click("Accept");
        routeSaw("started", "completed Success");
    }

    @Test
    void theRouteIsToldWhatWasLostWithTheApplication() {
        openDesk();
        String first = application().id();
        browser.click("Invite");
        routeSaw("started");

        browser.click("Lose the application");

        routeSaw("started", "lost");
        patiently().until(() -> !server.account(BOT).applications().isEmpty());
        assertThat(application().id()).isNotEqualTo(first);
        shows("#accounts", "Application " + application().id());
    }

    @Test
    void tellsWhatCannotBeDone() {
        openDesk();
        shows("#accounts", "Lose the application");
        browser.evaluate("step({ do: 'accept', invitation: 'none' })");

        shows("#error", "no invitation none");
    }

    /** The route is started and a conversation begun from the page. */
    private void openDesk() {
        context.start();
        browser.click("Start a conversation");
        shows("#accounts", "\"Incident 4711\"");
    }

    private SimulatedApplication application() {
        return server.account(BOT).application();
    }

    private void routeSaw(String... expected) {
        patiently().untilAsserted(() -> assertThat(events).containsExactly(expected));
    }

    private static void shows(String selector, String... texts) {
        patiently().ignoreExceptions().untilAsserted(() -> assertThat(browser.text(selector)).contains(texts));
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(20));
    }

    private DefaultCamelContext context() throws Exception {
        DefaultCamelContext made = new DefaultCamelContext();
        made.disableJMX();
        made.getShutdownStrategy().setTimeout(10);
        UcwaComponent component = made.getComponent("ucwa", UcwaComponent.class);
        component.getConfiguration().setSipAddress(BOT);
        component.getConfiguration().setPassword("secret");
        component.getConfiguration().setDiscoveryUrl(server.discoveryUrl());
        component.getConfiguration().setAllowInsecure(true);
        component.getConfiguration().setReconnectDelay(50);
        made.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("ucwa:participantInvitation?eventTypes=started,completed,lost").process(exchange -> {
                    String status = exchange.getMessage().getHeader(UcwaConstants.EVENT_STATUS, String.class);
                    String type = exchange.getMessage().getHeader(UcwaConstants.EVENT_TYPE, String.class);
                    events.add(type.equals("completed") ? type + ' ' + status : type);
                });
            }
        });
        return made;
    }
}
