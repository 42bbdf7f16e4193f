package io.github.camelucwa;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelucwa.account.AccountDirectory;
import io.github.camelucwa.channel.ChannelState;
import io.github.camelucwa.channel.ChannelStatus;
import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedApplication;
import io.github.camelucwa.simulator.SimulatedConversation;
import io.github.camelucwa.simulator.SimulatedInvitation;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Thousands of events flow while the server does all it can against it. Runs some seconds, or as long as the system property
 * {@code ucwa.soak.seconds} says.
 */
class SoakTest extends UcwaTestSupport {

    private static final long SECONDS = Long.getLong("ucwa.soak.seconds", 20);

    private final Random random = new Random(4711);
    /** Types of the events received, by invitation. */
    private final Map<String, Set<String>> received = new ConcurrentHashMap<>();
    /** Invitations whose events the server dropped before they were delivered. */
    private final Set<String> dropped = ConcurrentHashMap.newKeySet();
    private final Set<String> invited = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> deliveries = new ConcurrentHashMap<>();
    private final AtomicInteger mischief = new AtomicInteger();

    @Test
    void everyInvitationsFateIsToldWhateverTheServerDoes() throws Exception {
        server.invite("sip:yes@fabrikam.example").accepts().after(Duration.ofSeconds(5));
        server.invite("sip:no@fabrikam.example").declines().after(Duration.ofSeconds(10));
        server.invite("sip:silent@fabrikam.example").staysSilent();
        options().setMaxPendingEvents(200);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("ucwa:participantInvitation").process(SoakTest.this::note);
            }
        });
        awaitConnected();
        int threadsBefore = Thread.activeCount();
        ScheduledExecutorService players = Executors.newScheduledThreadPool(2);
        try {
            players.scheduleWithFixedDelay(this::inviteSomebody, 0, 15, TimeUnit.MILLISECONDS);
            players.scheduleWithFixedDelay(this::doSomethingNasty, 200, 250, TimeUnit.MILLISECONDS);
            Instant end = Instant.now().plusSeconds(SECONDS);
            await().atMost(Duration.ofSeconds(SECONDS + 10)).until(() -> Instant.now().isAfter(end));
        } finally {
            players.shutdownNow();
            players.awaitTermination(5, TimeUnit.SECONDS);
        }
        server.faults().clear();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(unfinished()).as("seen, but their end was never told").isEmpty();
            assertThat(missing()).as("completed at the server, but never told").isEmpty();
        });
        assertThat(mischief.get()).isGreaterThan((int) SECONDS);
        assertThat(invited.size()).isGreaterThan((int) SECONDS * 10);
        assertThat(status().pendingEvents()).isZero();
        assertThat(Thread.activeCount()).isLessThan(threadsBefore + 20);
    }

    private void note(Exchange exchange) {
        String href = exchange.getMessage().getHeader(UcwaConstants.HREF, String.class);
        received.computeIfAbsent(path(href), h -> ConcurrentHashMap.newKeySet())
                .add(exchange.getMessage().getHeader(UcwaConstants.EVENT_TYPE, String.class));
        deliveries.merge(exchange.getMessage().getHeader(UcwaConstants.EVENT_ID, String.class), 1, Integer::sum);
    }

    private void inviteSomebody() {
        try {
            SimulatedApplication application = account().application();
            List<SimulatedConversation> conversations = application.conversations();
            SimulatedConversation desk = conversations.isEmpty() || random.nextInt(50) == 0
                    ? application.startConversation("Incident " + random.nextInt(10000))
                    : conversations.get(conversations.size() - 1);
            String[] people = { "sip:yes@fabrikam.example", "sip:no@fabrikam.example", "sip:silent@fabrikam.example" };
            SimulatedInvitation invitation = desk.invite(people[random.nextInt(people.length)]);
            invited.add(path(invitation.href()));
        } catch (IllegalStateException | IllegalArgumentException noApplicationNow) {
            // the application was just lost; the client makes a new one
        }
    }

    private void doSomethingNasty() {
        try {
            SimulatedApplication application = account().application();
            mischief.incrementAndGet();
            switch (random.nextInt(10)) {
                case 0, 1 -> application.cutPoll();
                case 2 -> server.expireTokens();
                case 3 -> server.faults().on(RequestKind.EVENTS).times(2).answer(503);
                case 4 -> server.faults().on(RequestKind.EVENTS).times(1).cutBody();
                case 5 -> server.faults().on(RequestKind.EVENTS).times(1).html();
                case 6 -> server.faults().on(RequestKind.EVENTS).times(1).delay(Duration.ofMillis(200));
                case 7 -> server.faults().on(RequestKind.EVENTS).times(1).tooManyRequests(0);
                case 8 -> {
                    dropOpen();
                    application.loseEvents();
                    dropOpen();
                }
                default -> {
                    if (random.nextInt(3) == 0) {
                        dropOpen();
                        application.lose();
                        dropOpen();
                    }
                }
            }
        } catch (IllegalStateException | IllegalArgumentException noApplicationNow) {
            // nothing to do harm to
        }
    }

    private void dropOpen() {
        invited.stream().filter(h -> !isEnded(h)).forEach(dropped::add);
    }

    private List<String> unfinished() {
        return received.keySet().stream().filter(h -> !isEnded(h)).toList();
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>(invited);
        missing.removeIf(h -> dropped.contains(h) || isEnded(h));
        return missing;
    }

    private boolean isEnded(String href) {
        Set<String> types = received.getOrDefault(href, Set.of());
        return types.contains("completed") || types.contains("lost");
    }

    private void awaitConnected() {
        await().atMost(PATIENCE).until(() -> status().state() == ChannelState.CONNECTED);
    }

    private ChannelStatus status() {
        return context.hasService(AccountDirectory.class).accounts().iterator().next().status();
    }

    private static String path(String href) {
        return java.net.URI.create(href).getPath();
    }
}
