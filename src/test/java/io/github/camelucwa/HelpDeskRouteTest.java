package io.github.camelucwa;

import java.time.Duration;

import io.github.camelucwa.simulator.UcwaSimulator;
import io.github.camelucwa.simulator.UcwaSimulatorExtension;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HelpDeskRouteTest {

    @RegisterExtension
    static final UcwaSimulatorExtension UCWA = new UcwaSimulatorExtension();

    @Test
    void tellsWhoDeclined(UcwaSimulator server) throws Exception {
        server.invite("sip:bob@fabrikam.example").declines().after(Duration.ofSeconds(2));
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            UcwaConfiguration options = camel.getComponent("ucwa", UcwaComponent.class).getConfiguration();
            options.setSipAddress(UcwaSimulatorExtension.SIP_ADDRESS);
            options.setPassword(UcwaSimulatorExtension.PASSWORD);
            options.setDiscoveryUrl(server.discoveryUrl());
            options.setAllowInsecure(true);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("ucwa:participantInvitation?eventTypes=completed")
                            .setBody(simple("${header.CamelUcwaTo}: ${header.CamelUcwaState}")).to("mock:told");
                }
            });
            MockEndpoint told = camel.getEndpoint("mock:told", MockEndpoint.class);
            told.expectedBodiesReceived("sip:bob@fabrikam.example: Failed");
            camel.start();
            server.account(UcwaSimulatorExtension.SIP_ADDRESS).awaitApplication(Duration.ofSeconds(10))
                    .startConversation("Incident 4711").invite("sip:bob@fabrikam.example");
            told.assertIsSatisfied();
        }
    }
}
