package io.github.camelucwa.examples.springboot;

import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** How each invitation ended goes to a queue, and from there to whoever reads it; here that is a line in the log. */
@Component
class InvitationRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("ucwa:participantInvitation?eventTypes=completed,lost&bodyType=json").routeId("invitations")
                // JMS carries no headers whose names begin with Camel
                .setHeader("eventId", header("CamelUcwaEventId"))
                .setHeader("invitee", header("CamelUcwaTo"))
                .setHeader("state", header("CamelUcwaState"))
                .to(ExchangePattern.InOnly, "jms:queue:invitations");

        from("jms:queue:invitations").routeId("desk")
                .log("${header.invitee}: ${header.state}");
    }
}
