package io.github.camelucwa;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelucwa.simulator.RecordedRequest;
import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedApplication;
import io.github.camelucwa.simulator.SimulatedConversation;
import io.github.camelucwa.simulator.SimulatedInvitation;
import io.github.camelucwa.simulator.SimulatedTime;
import io.github.camelucwa.simulator.SimulatedTimer;
import io.github.camelucwa.simulator.UcwaSimulator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ExceptionHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** For tests of the event channel: a server whose timers do not interfere, and a record of what routes and handlers saw. */
abstract class ChannelTestSupport extends UcwaTestSupport {

    static final String URI = "ucwa:participantInvitation?exceptionHandler=#handler";

    protected final List<Seen> seen = new CopyOnWriteArrayList<>();
    protected final List<String> told = new CopyOnWriteArrayList<>();
    private SimulatedConversation desk;
    private int invitees;

    /** What a route saw of an event. */
    record Seen(String type, String href, String id, boolean replayed, String state) {

        static Seen of(Exchange exchange) {
            return new Seen(exchange.getMessage().getHeader(UcwaConstants.EVENT_TYPE, String.class),
                    exchange.getMessage().getHeader(UcwaConstants.HREF, String.class),
                    exchange.getMessage().getHeader(UcwaConstants.EVENT_ID, String.class),
                    exchange.getMessage().getHeader(UcwaConstants.REPLAYED, false, Boolean.class),
                    exchange.getMessage().getHeader(UcwaConstants.STATE, String.class));
        }
    }

    /** People never answer by themselves, and silence is forgiven. */
    @Override
    protected UcwaSimulator simulator() {
        return UcwaSimulator.create().http().user(BOT, PASSWORD).time(patient()).start();
    }

    static SimulatedTime patient() {
        Duration never = Duration.ofHours(100);
        return SimulatedTime.scaled(10).with(SimulatedTimer.RING, never).with(SimulatedTimer.POLL_LOSS, never)
                .with(SimulatedTimer.POLL_SILENCE, never).with(SimulatedTimer.ACTIVITY, never)
                .with(SimulatedTimer.COMPLETED_LIFE, never);
    }

    @Override
    protected void configure(CamelContext made) throws Exception {
        super.configure(made);
        made.getComponent("ucwa", UcwaComponent.class).getConfiguration().setReconnectDelay(20);
        made.getComponent("ucwa", UcwaComponent.class).getConfiguration().setReconnectMaxDelay(300);
        made.getRegistry().bind("handler", new ExceptionHandler() {
            @Override
            public void handleException(Throwable exception) {
                told.add(String.valueOf(exception.getMessage()));
            }

            @Override
            public void handleException(String message, Throwable exception) {
                told.add(message + ": " + exception.getMessage());
            }

            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                told.add(message + ": " + exception.getMessage());
            }
        });
    }

    /** A route that notes what it sees. */
    protected RouteBuilder noting(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("in").process(e -> seen.add(Seen.of(e)));
            }
        };
    }

    /** The application that is polled, with a conversation to invite to; requests before it are forgotten. */
    protected SimulatedApplication app() {
        SimulatedApplication now = account().awaitApplication(PATIENCE);
        desk = now.startConversation("Incident 4711");
        await().atMost(PATIENCE).until(() -> now.isPolled() && now.waitingEvents() == 0
                && !account().deliveredPackages().isEmpty());
        server.requests().clear();
        return now;
    }

    /** Invites somebody new, who stays silent. */
    protected SimulatedInvitation invite() {
        String somebody = "sip:somebody" + ++invitees + "@fabrikam.example";
        server.invite(somebody).staysSilent();
        return desk.invite(somebody);
    }

    protected void awaitPolled() {
        await().atMost(PATIENCE).until(() -> !account().applications().isEmpty() && account().application().isPolled());
    }

    protected void awaitPolls(int number) {
        await().atMost(PATIENCE).until(() -> polls().size() >= number && account().application().isPolled());
        assertThat(polls()).hasSize(number);
    }

    /** Lets some time pass in which things might go wrong. */
    protected void during(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plus(PATIENCE)).until(() -> System.nanoTime() - end > 0);
    }

    protected void awaitSeen(int number) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(seen).hasSizeGreaterThanOrEqualTo(number));
    }

    protected List<String> types() {
        return seen.stream().map(Seen::type).toList();
    }

    protected List<RecordedRequest> polls() {
        return server.requests().of(RequestKind.EVENTS);
    }

    protected List<String> pollUrls() {
        return polls().stream().map(RecordedRequest::pathAndQuery).toList();
    }

    /** Journals are written in a directory of the test. */
    protected void journal(CamelContext made, Path file) {
        made.getComponent("ucwa", UcwaComponent.class).getConfiguration().setJournalFile(file.toString());
    }
}
