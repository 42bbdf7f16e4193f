package io.github.camelucwa;

import java.nio.file.Path;
import java.time.Duration;

import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.simulator.Fault;
import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedApplication;
import io.github.camelucwa.simulator.SimulatedInvitation;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** After a gap in the channel the fate of each unfinished invitation is told, once. */
class NothingVanishesTest extends ChannelTestSupport {

    @TempDir
    Path directory;

    private volatile Exchange latest;

    private RouteBuilder keeping() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(URI).routeId("in").process(e -> {
                    latest = e.copy();
                    seen.add(Seen.of(e));
                });
            }
        };
    }

    @Test
    void anInvitationOfALostApplicationIsToldLost() throws Exception {
        start(keeping());
        SimulatedApplication first = app();
        SimulatedInvitation open = invite();
        SimulatedInvitation finished = invite();
        awaitSeen(2);
        finished.decline();
        awaitSeen(3);
        awaitPolled();
        first.lose();
        awaitSeen(4);
        Seen lost = seen.get(3);
        assertThat(lost.type()).isEqualTo("lost");
        assertThat(lost.href()).isEqualTo(server.origin() + open.href());
        assertThat(seen.stream().map(Seen::id).distinct()).hasSize(4);
        assertThat(latest.getMessage().getHeader(UcwaConstants.RESOURCE)).isEqualTo("participantInvitation");
        assertThat(latest.getMessage().getBody(Invitation.class).getState()).isEqualTo("Connecting");
        // a second loss has nothing to tell
        app().lose();
        app();
        invite();
        awaitSeen(5);
        assertThat(seen.get(4).type()).isEqualTo("started");
    }

    @Test
    void afterResumeVanishedInvitationsAreToldLost() throws Exception {
        start(keeping());
        app();
        invite();
        awaitSeen(1);
        awaitPolled();
        account().application().fallSilent();
        awaitSeen(2);
        assertThat(types()).containsExactly("started", "lost");
        awaitPolled();
        assertThat(pollUrls().get(pollUrls().size() - 1)).contains("timeout=180").contains("low=15").contains("medium=5");
        app();
        invite();
        awaitSeen(3);
        assertThat(types()).containsExactly("started", "lost", "started");
    }

    @Test
    void afterResyncThePresentStateIsToldOnce() throws Exception {
        start(keeping());
        app();
        SimulatedInvitation open = invite();
        awaitSeen(1);
        awaitPolled();
        account().application().loseEvents();
        awaitSeen(2);
        assertThat(seen.get(1).type()).isEqualTo("updated");
        assertThat(seen.get(1).state()).isEqualTo("Connecting");
        awaitPolled();
        open.decline();
        awaitSeen(3);
        assertThat(types()).containsExactly("started", "updated", "completed");
    }

    @Test
    void anEndThatFellIntoTheGapIsTold() throws Exception {
        start(keeping());
        app();
        SimulatedInvitation open = invite();
        awaitSeen(1);
        context.getRouteController().suspendRoute("in");
        open.decline();
        account().application().loseEvents();
        context.getRouteController().resumeRoute("in");
        awaitSeen(2);
        assertThat(types()).containsExactly("started", "completed");
        assertThat(latest.getMessage().getHeader(UcwaConstants.EVENT_STATUS)).isEqualTo("Failure");
        awaitPolled();
        during(Duration.ofMillis(200));
        assertThat(seen).hasSize(2);
    }

    @Test
    void anInvitationThatCannotBeAskedHoldsUpNothing() throws Exception {
        start(keeping());
        app();
        invite();
        awaitSeen(1);
        awaitPolled();
        Fault down = server.faults().on(RequestKind.INVITATION).untilCleared().answer(503);
        account().application().loseEvents();
        await().atMost(PATIENCE).until(() -> down.hits() > 0);
        awaitPolled();
        invite();
        awaitSeen(2);
        assertThat(types()).containsExactly("started", "started");
        assertThat(seen.get(1).href()).isNotEqualTo(seen.get(0).href());
        down.clear();
        await().atMost(PATIENCE).until(() -> {
            invite();
            return types().contains("updated");
        });
        assertThat(seen.stream().filter(s -> s.type().equals("updated")).map(Seen::href)).containsExactly(seen.get(0).href());
    }

    @Test
    void withAJournalAnApplicationLostMeanwhileIsToldAfterTheRestartOnce() throws Exception {
        Path file = directory.resolve("bot.journal");
        journal(context, file);
        start(keeping());
        app();
        invite();
        awaitSeen(1);
        awaitPolled();
        context.stop();
        server.loseEverything();
        seen.clear();
        restartWith(file);
        awaitSeen(1);
        assertThat(types()).containsExactly("lost");
        awaitPolled();
        context.stop();
        restartWith(file);
        awaitPolled();
        during(Duration.ofMillis(300));
        assertThat(types()).containsExactly("lost");
    }

    @Test
    void withAJournalEventsLostMeanwhileAreAskedForAfterTheRestart() throws Exception {
        Path file = directory.resolve("bot.journal");
        journal(context, file);
        start(keeping());
        SimulatedApplication application = app();
        SimulatedInvitation open = invite();
        awaitSeen(1);
        awaitPolled();
        context.stop();
        assertThat(application.isAlive()).isTrue();
        open.accept();
        application.loseEvents();
        restartWith(file);
        awaitSeen(2);
        assertThat(types()).containsExactly("started", "completed");
        assertThat(account().applications()).containsExactly(application);
    }

    @Test
    void withAJournalAQuestionLeftOpenIsAskedAfterTheRestart() throws Exception {
        Path file = directory.resolve("bot.journal");
        journal(context, file);
        start(keeping());
        app();
        invite();
        awaitSeen(1);
        awaitPolled();
        Fault down = server.faults().on(RequestKind.INVITATION).untilCleared().answer(503);
        account().application().loseEvents();
        await().atMost(PATIENCE).until(() -> down.hits() > 0);
        awaitPolled();
        context.stop();
        down.clear();
        restartWith(file);
        awaitSeen(2);
        assertThat(types()).containsExactly("started", "updated");
    }

    private void restartWith(Path file) throws Exception {
        context = newContext("test");
        journal(context, file);
        start(keeping());
    }
}
