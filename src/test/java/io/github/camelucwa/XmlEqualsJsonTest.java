package io.github.camelucwa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedTime;
import io.github.camelucwa.simulator.UcwaSimulator;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The same course of events against the same server, once in JSON and once in XML: the exchanges are equal. */
class XmlEqualsJsonTest extends ProducerTestSupport {

    private record Seen(Map<String, Object> headers, Invitation body) {
    }

    /** No random members: what is compared must not depend on who strewed what. */
    @Override
    protected UcwaSimulator simulator() {
        return UcwaSimulator.create().http().user(BOT, PASSWORD).plainPayloads().time(SimulatedTime.scaled(100)).start();
    }

    @Test
    void exchangesAreEqual() throws Exception {
        List<Seen> json = course("json");
        assertThat(server.requests().last(RequestKind.ADD_PARTICIPANT).header("content-type")).contains("json");
        close();
        open();
        List<Seen> xml = course("xml");
        assertThat(server.requests().last(RequestKind.ADD_PARTICIPANT).header("content-type")).contains("xml");
        assertThat(server.requests().matching(r -> r.path().contains("/applications/")))
                .allSatisfy(r -> assertThat(r.header("accept")).contains("xml").doesNotContain("json"));
        assertThat(xml).hasSameSizeAs(json);
        for (int i = 0; i < json.size(); i++) {
            assertThat(xml.get(i)).as("exchange %d", i).isEqualTo(json.get(i));
        }
    }

    private List<Seen> course(String format) throws Exception {
        options().setWireFormat(format);
        options().setSignInAs("Online");
        options().setEndpointId("the-same");
        server.invite(BOB).accepts();
        server.invite(CAROL).declines();
        start(route("ucwa:invitation"), new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("producer").to("ucwa:invitation?waitForCompletion=true");
            }
        });
        template = context.createProducerTemplate();
        account().awaitApplication(PATIENCE);
        List<Seen> seen = new ArrayList<>();
        String desk = account().startConversation("Incident <4711> & more").href();
        for (String person : new String[] { BOB, CAROL }) {
            seen.add(seen(good(null, UcwaConstants.OPERATION, "addParticipant", UcwaConstants.CONVERSATION, desk,
                    UcwaConstants.INVITEE, person, UcwaConstants.NEW_OPERATION_ID, "op-" + person.length())));
        }
        seen.add(seen(good(null, UcwaConstants.OPERATION, "decline", UcwaConstants.DECLINE_REASON, "Global",
                UcwaConstants.HREF, account().incomingMessagingInvitation("sip:alice@fabrikam.example", "Hi", "a+b & \u00e4").href())));
        MockEndpoint out = mock("out");
        await().atMost(PATIENCE).until(() -> out.getExchanges().stream()
                .filter(e -> "completed".equals(e.getMessage().getHeader(UcwaConstants.EVENT_TYPE))).count() == 3);
        out.getExchanges().forEach(e -> seen.add(seen(e)));
        return seen;
    }

    private Seen seen(Exchange exchange) {
        Map<String, Object> headers = new TreeMap<>(exchange.getMessage().getHeaders());
        headers.remove(UcwaConstants.MESSAGE_TIMESTAMP);
        // made of the URL that was asked, whose port differs
        headers.remove(UcwaConstants.EVENT_ID);
        headers.replaceAll((name, value) -> value instanceof String text ? text.replace(server.origin(), "") : value);
        return new Seen(headers, exchange.getMessage().getBody(Invitation.class));
    }
}
