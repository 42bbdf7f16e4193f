package io.github.camelucwa;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedInvitation;
import io.github.camelucwa.simulator.SimulatedTime;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The producer and the consumer in toD, enrich, pollEnrich, Simple and lazily started. */
class RoutePatternsTest extends ProducerTestSupport {

    private static RouteBuilder consumer() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("ucwa:participantInvitation").to("mock:out");
            }
        };
    }

    private void startRoute(RouteBuilder route) throws Exception {
        start(route);
        template = context.createProducerTemplate();
        template.send("ucwa:invitation?href=/ucwa/oauth/v1/applications", e -> { });
        account().awaitApplication(PATIENCE);
    }

    @Test
    void toDChoosesTheOperation() throws Exception {
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toD("ucwa:participantInvitation?operation=${header.wanted}&href=RAW(${header.where})");
            }
        });
        SimulatedInvitation pending = pendingInvitation();
        assertThat(good(null, "wanted", "get", "where", pending.href()).getMessage().getBody(Invitation.class).getState())
                .isEqualTo("Connecting");
        good(null, "wanted", "cancel", "where", pending.href());
        await().atMost(PATIENCE).until(pending::isCompleted);
    }

    @Test
    void enrichAddsTheInvitation() throws Exception {
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").enrich("ucwa:participantInvitation", AggregationStrategies.flexible()
                        .storeInHeader("invitation")).transform(simple("${header.invitation.state} of ${body}"));
            }
        });
        SimulatedInvitation pending = pendingInvitation();
        assertThat(good("incident", UcwaConstants.HREF, pending.href()).getMessage().getBody()).isEqualTo("Connecting of incident");
    }

    @Test
    void simpleReadsTheBody() throws Exception {
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("ucwa:participantInvitation")
                        .transform(simple("${body.state} ${body.subject} ${body.to} ${body.links[conversation][0].rel}"));
            }
        });
        SimulatedInvitation pending = pendingInvitation();
        assertThat(good(null, UcwaConstants.HREF, pending.href()).getMessage().getBody())
                .isEqualTo("Connecting Incident 4711 " + BOB + " conversation");
    }

    @Test
    void pollEnrichTakesOneEventAndStopsTheConsumerAgain() throws Exception {
        options().setEndpointId("poll-enrich");
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").pollEnrich().constant("ucwa:participantInvitation?eventTypes=completed").timeout(10000)
                        .cacheSize(-1);
            }
        });
        template = context.createProducerTemplate();
        var taken = sendAsync("before");
        account().awaitApplication(PATIENCE);
        account().startConversation("Incident 4711").invite(BOB);
        Exchange done = taken.get(10, TimeUnit.SECONDS);
        assertThat(done.getMessage().getHeader(UcwaConstants.EVENT_TYPE)).isEqualTo("completed");
        assertThat(done.getMessage().getBody(Invitation.class).getState()).isEqualTo("Connected");
        await().atMost(PATIENCE).until(() -> account().applications().isEmpty());
        assertThat(server.requests().count(RequestKind.DELETE_APPLICATION)).isEqualTo(1);
    }

    @Test
    void pollEnrichWorksAgainAfterItStopped() throws Exception {
        options().setEndpointId("poll-enrich");
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").pollEnrich("ucwa:participantInvitation", 10000);
            }
        });
        template = context.createProducerTemplate();
        var taken = sendAsync("before");
        account().awaitApplication(PATIENCE);
        server.invite(BOB).acceptsAtOnce();
        server.invite(CAROL).acceptsAtOnce();
        account().application().startConversation("Incident 4711").invite(BOB);
        assertThat(taken.get(10, TimeUnit.SECONDS).getMessage().getHeader(UcwaConstants.TO)).isEqualTo(BOB);
        var next = sendAsync("before");
        await().atMost(PATIENCE).until(() -> !account().applications().isEmpty() && account().application().isPolled());
        account().application().startConversation("Incident 4711").invite(CAROL);
        assertThat(next.get(10, TimeUnit.SECONDS).getMessage().getHeader(UcwaConstants.TO)).isEqualTo(CAROL);
    }

    @Test
    void pollEnrichGivesUpInTime() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").pollEnrich().constant("ucwa:participantInvitation").timeout(300).cacheSize(-1);
            }
        });
        template = context.createProducerTemplate();
        Exchange done = good("before");
        assertThat(done.getMessage().getBody()).isNull();
        await().atMost(PATIENCE).until(() -> account().applications().isEmpty());
    }

    @Test
    void aLazyProducerTellsItsMistakeWithTheFirstMessage() throws Exception {
        options().setEndpointId("one");
        startProducer("ucwa:invitation?lazyStartProducer=true&culture=de-DE&href=/x");
        context.addRoutes(consumer());
        IllegalArgumentException contradiction = failure(send(null), IllegalArgumentException.class);
        assertThat(contradiction).hasMessageContaining("culture");
    }

    @Test
    void anEagerProducerFailsTheStart() throws Exception {
        options().setEndpointId("one");
        start(consumer());
        assertThatThrownBy(() -> startProducer("ucwa:invitation?culture=de-DE&href=/x")).rootCause()
                .hasMessageContaining("culture");
    }

    @Test
    void completionTimeoutIsACamelDuration() throws Exception {
        server.time(SimulatedTime.real());
        server.invite(BOB).accepts().after(Duration.ofMillis(200));
        startSignedIn("ucwa:participantInvitation?operation=addParticipant&to=" + BOB
                + "&waitForCompletion=true&completionTimeout=1m");
        assertThat(good(null, UcwaConstants.CONVERSATION, account().startConversation("Incident").href()).getMessage()
                .getHeader(UcwaConstants.EVENT_STATUS)).isEqualTo("Success");
    }
}
