package io.github.camelucwa;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.camelucwa.simulator.SimulatedInvitation;
import io.github.camelucwa.simulator.SimulatedTime;
import io.github.camelucwa.simulator.SimulatedTimer;
import io.github.camelucwa.simulator.UcwaSimulator;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the routes of docs/kamelets.md, and with them the Kamelets. */
@Tag("kamelet")
class KameletTest extends UcwaTestSupport {

    private static final String BOB = "sip:bob@fabrikam.example";
    private static final Snippets PAGE = Snippets.of("docs/kamelets.md");

    /** Rings long enough to be withdrawn on a busy machine. */
    @Override
    protected UcwaSimulator simulator() {
        return UcwaSimulator.create().http().user(BOT, PASSWORD)
                .time(SimulatedTime.scaled(100).with(SimulatedTimer.RING, Duration.ofHours(1))).start();
    }

    @Test
    void theSourceTellsWhatBecomesOfInvitations() throws Exception {
        server.invite(BOB).declines();
        load("follow");
        mock("out").expectedHeaderReceived(UcwaConstants.STATE, "Failed");
        context.start();

        account().startConversation("Incident 4711").invite(BOB);

        mock("out").assertIsSatisfied();
        assertThat(received(0).getMessage().getBody(String.class)).startsWith("{").contains("\"state\":\"Failed\"");
    }

    @Test
    void theGetActionReadsAnInvitation() throws Exception {
        load("read");
        start(consumer());
        String href = server.origin() + invitation().href();

        context.createProducerTemplate().sendBodyAndHeader("direct:read", "", UcwaConstants.HREF, href);

        assertThat(received(0).getMessage().getHeader(UcwaConstants.STATE)).isEqualTo("Connecting");
        assertThat(received(0).getMessage().getBody(String.class)).startsWith("{").contains("participantInvitation");
    }

    @Test
    void theCancelActionWithdrawsAnInvitation() throws Exception {
        load("withdraw");
        mock("out").expectedHeaderReceived(UcwaConstants.REASON_SUBCODE, "Canceled");
        context.start();

        invitation();

        mock("out").assertIsSatisfied();
    }

    @Test
    void theAddParticipantActionInvitesTheNextOne() throws Exception {
        server.invite(BOB).declines();
        server.invite("sip:manager@fabrikam.example").accepts();
        load("escalate");
        NotifyBuilder asked = new NotifyBuilder(context).fromRoute("escalate").whenDone(1).create();
        context.start();

        account().startConversation("Incident 4711").invite(BOB);

        assertThat(asked.matches(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(account().application().conversations().get(0).participants()).contains("sip:manager@fabrikam.example");
    }

    @Test
    void theJavaOfThePageIsTheYamlOfThePage() {
        List<String> java = PAGE.all("java");

        assertThat(java).hasSize(1);
        assertThat(java.get(0)).contains("kamelet:ucwa-invitation-source?eventTypes=completed")
                .contains("${header.CamelUcwaTo}: ${header.CamelUcwaState}");
    }

    /** Loads a route of the page and appends {@code mock:out}. */
    private void load(String id) throws Exception {
        context.getPropertiesComponent().addOverrideProperty("ucwa.password", PASSWORD);
        String yaml = PAGE.with("yaml", "id: " + id).replace("{{env:UCWA_PASSWORD}}", "{{ucwa.password}}");
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(id + ".yaml", yaml));
        AdviceWith.adviceWith(context, id, advice -> advice.weaveAddLast().to("mock:out"));
    }

    /** Keeps the account signed in, so that there is something to invite with before the first operation. */
    private static RouteBuilder consumer() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("ucwa:participantInvitation").to("mock:events");
            }
        };
    }

    private SimulatedInvitation invitation() {
        server.invite(BOB).staysSilent();
        account().awaitApplication(Duration.ofSeconds(10));
        return account().startConversation("Incident 4711").invite(BOB);
    }

    private Exchange received(int index) {
        MockEndpoint out = mock("out");
        return out.getExchanges().get(index);
    }
}
