package io.github.camelucwa;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedApplication;
import io.github.camelucwa.simulator.SimulatedHost;
import io.github.camelucwa.simulator.SimulatedInvitation;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Packages shaped like those of the documentation: only a link, absolute, on another host and port than the channel's. */
class LinkOnlyPackagesTest extends ProducerTestSupport {

    private final List<Exchange> refused = new CopyOnWriteArrayList<>();

    /** Keeps the exchanges it is given. */
    private final class Recorder implements ExceptionHandler {
        @Override
        public void handleException(Throwable exception) {
            // trouble of the channel is of no interest here
        }

        @Override
        public void handleException(String message, Throwable exception) {
            // as above
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            exchange.setProperty("refusal", exception);
            refused.add(exchange.copy());
        }
    }

    private void deliver(String type, String host, String invitation) throws Exception {
        SimulatedApplication application = account().awaitApplication(PATIENCE);
        String channel = server.requests().last(RequestKind.EVENTS).pathAndQuery();
        String text;
        try (InputStream in = getClass().getResourceAsStream("link-only-" + type + ".json")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        text = text.replace("@CHANNEL@", server.origin() + channel).replace("@HOST@", host).replace("@INVITATION@", invitation);
        server.faults().on(RequestKind.EVENTS).answer(200, Map.of("Content-Type", "application/json"), text);
        application.cutPoll();
    }

    @ParameterizedTest
    @ValueSource(strings = { "started", "updated" })
    void withoutFetchingTheExchangeHasWhatTheEventTells(String type) throws Exception {
        SimulatedHost foreign = server.addForeignHost("127.0.0.2");
        start(route("ucwa:participantInvitation?fetch=never"));
        deliver(type, foreign.origin(), "/ucwa/v1/applications/192/communication/invitations/303");
        await().atMost(PATIENCE).until(() -> mock("out").getReceivedCounter() == 1);
        Message message = mock("out").getExchanges().get(0).getMessage();
        String href = foreign.origin() + "/ucwa/v1/applications/192/communication/invitations/303";
        assertThat(message.getHeaders()).containsEntry(UcwaConstants.EVENT_TYPE, type)
                .containsEntry(UcwaConstants.RESOURCE, "participantInvitation").containsEntry(UcwaConstants.HREF, href)
                .containsEntry(UcwaConstants.SIP_ADDRESS, BOT)
                .containsKeys(UcwaConstants.EVENT_ID, UcwaConstants.MESSAGE_TIMESTAMP)
                .doesNotContainKeys(UcwaConstants.STATE, UcwaConstants.FETCH_FAILED, UcwaConstants.EVENT_STATUS);
        assertThat(message.getBody(Invitation.class).getHref()).isEqualTo(href);
        assertThat(foreign.requests().all()).isEmpty();
    }

    @Test
    void aHostThatIsNotTrustedIsSentNothingAndTheExceptionHandlerGetsWhatIsKnown() throws Exception {
        context.getRegistry().bind("recorder", new Recorder());
        SimulatedHost foreign = server.addForeignHost("127.0.0.2");
        start(route("ucwa:participantInvitation?exceptionHandler=#recorder"));
        deliver("started", foreign.origin(), "/ucwa/v1/applications/192/communication/invitations/303");
        await().atMost(PATIENCE).until(() -> refused.size() == 1);
        Exchange exchange = refused.get(0);
        assertThat(exchange.getProperty("refusal", Throwable.class)).isInstanceOf(UcwaException.class)
                .hasMessageContaining("127.0.0.2").hasMessageContaining("trustedHosts");
        assertThat(exchange.getMessage().getHeaders()).containsEntry(UcwaConstants.EVENT_TYPE, "started")
                .containsEntry(UcwaConstants.HREF,
                        foreign.origin() + "/ucwa/v1/applications/192/communication/invitations/303");
        assertThat(foreign.requests().all()).isEmpty();
        assertThat(mock("out").getReceivedCounter()).isZero();
        // the channel goes on
        account().startConversation("Incident 4711").invite(BOB);
        await().atMost(PATIENCE).until(() -> mock("out").getReceivedCounter() >= 1);
    }

    @Test
    void aTrustedHostIsAskedWithATokenOfItsOwn() throws Exception {
        SimulatedHost pool = server.addHost("127.0.0.3");
        options().setTrustedHosts("127.0.0.3");
        options().setSignInAs("Online");
        start(route("ucwa:participantInvitation?eventTypes=updated"));
        account().awaitApplication(PATIENCE);
        SimulatedInvitation pending = pendingInvitation();
        int tokens = server.requests().count(RequestKind.TOKEN);
        deliver("updated", pool.origin(), pending.href());
        await().atMost(PATIENCE).until(() -> mock("out").getReceivedCounter() >= 1);
        Message message = mock("out").getExchanges().get(0).getMessage();
        assertThat(message.getHeaders()).containsEntry(UcwaConstants.HREF, pool.origin() + pending.href())
                .containsEntry(UcwaConstants.STATE, "Connecting").containsEntry(UcwaConstants.TO, BOB)
                .containsEntry(UcwaConstants.CONVERSATION, pool.origin() + pending.conversation().href());
        assertThat(server.requests().count(RequestKind.TOKEN)).isEqualTo(tokens + 1);
    }
}
