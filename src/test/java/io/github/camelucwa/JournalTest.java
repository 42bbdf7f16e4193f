package io.github.camelucwa;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.camelucwa.account.Account;
import io.github.camelucwa.account.AccountDirectory;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is in the journal is seen again, whatever becomes of the route or the process; what is not, is not acknowledged. */
class JournalTest extends ChannelTestSupport {

    @TempDir
    Path directory;

    private volatile CountDownLatch gate = new CountDownLatch(1);

    @Override
    protected void configure(CamelContext made) throws Exception {
        super.configure(made);
        journal(made, directory.resolve("bot.journal"));
    }

    private RouteBuilder held(String uri, String id) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId(id).process(e -> {
                    seen.add(Seen.of(e));
                    gate.await();
                });
            }
        };
    }

    private static int pending(CamelContext of) {
        return of.hasService(AccountDirectory.class).accounts().stream().mapToInt(Account::pendingJournalEvents).sum();
    }

    private void restart() throws Exception {
        context.stop();
        context = newContext("test");
        seen.clear();
    }

    @Test
    void pollingGoesOnAtOnceWhileTheEventIsInTheJournal() throws Exception {
        start(held(URI, "in"));
        app();
        invite();
        awaitSeen(1);
        awaitPolls(1);
        assertThat(pending(context)).isEqualTo(1);
        gate.countDown();
        await().atMost(PATIENCE).until(() -> pending(context) == 0);
    }

    @Test
    void theJournalIsReadableByItsOwnerOnly() throws Exception {
        start(noting(URI));
        app();
        for (String name : new String[] {"bot.journal", "bot.journal.lock"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void whatAForcedStopBrokeOffIsSeenAgainWithTheSameId() throws Exception {
        context.getShutdownStrategy().setTimeout(1);
        start(held(URI, "in"));
        app();
        invite();
        invite();
        awaitSeen(1);
        await().atMost(PATIENCE).until(() -> pending(context) == 2);
        String id = seen.get(0).id();
        restart();
        gate.countDown();
        start(noting(URI));
        awaitSeen(2);
        assertThat(seen.get(0).id()).isEqualTo(id);
        assertThat(seen.get(1).id()).isNotEqualTo(id);
        assertThat(seen).allMatch(Seen::replayed);
        await().atMost(PATIENCE).until(() -> pending(context) == 0);
        newDeskAfterRestart();
        invite();
        awaitSeen(3);
        assertThat(seen.get(2).replayed()).isFalse();
        // and not once more
        restart();
        start(noting(URI));
        awaitPolled();
        during(Duration.ofMillis(300));
        assertThat(seen).isEmpty();
    }

    private void newDeskAfterRestart() {
        awaitPolled();
        app();
    }

    @Test
    void whatWaitsComesAgainWhenItsRouteIsStartedAgainBesideOthers() throws Exception {
        start(held(URI, "in"), new RouteBuilder() {
            @Override
            public void configure() {
                from("ucwa:participantInvitation?eventTypes=completed&exceptionHandler=#handler").routeId("other").to("mock:other");
            }
        });
        stopAndStartAmidEvents();
    }

    @Test
    void whatWaitsComesAgainWhenTheOnlyRouteIsStartedAgain() throws Exception {
        start(held(URI, "in"));
        stopAndStartAmidEvents();
    }

    private void stopAndStartAmidEvents() throws Exception {
        app();
        IntStream.range(0, 4).forEach(i -> invite());
        awaitSeen(1);
        await().atMost(PATIENCE).until(() -> pending(context) == 4);
        Thread stopping = new Thread(() -> {
            try {
                context.getRouteController().stopRoute("in");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        stopping.start();
        during(Duration.ofMillis(200));
        gate.countDown();
        stopping.join(PATIENCE.toMillis());
        assertThat(seen).hasSize(1);
        context.getRouteController().startRoute("in");
        awaitSeen(4);
        assertThat(seen.stream().map(Seen::id).distinct()).hasSize(4);
        assertThat(seen.stream().map(Seen::href).distinct()).hasSize(4);
        assertThat(seen.subList(1, 4)).allMatch(Seen::replayed);
        await().atMost(PATIENCE).until(() -> pending(context) == 0);
        awaitPolled();
        invite();
        awaitSeen(5);
    }

    @Test
    void aSuspendedRouteGoesOnWhereItWas() throws Exception {
        start(held(URI, "in"));
        app();
        IntStream.range(0, 3).forEach(i -> invite());
        awaitSeen(1);
        await().atMost(PATIENCE).until(() -> pending(context) == 3);
        Thread suspending = new Thread(() -> {
            try {
                context.getRouteController().suspendRoute("in");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        suspending.start();
        during(Duration.ofMillis(200));
        gate.countDown();
        suspending.join(PATIENCE.toMillis());
        assertThat(seen).hasSize(1);
        context.getRouteController().resumeRoute("in");
        awaitSeen(3);
        awaitPolled();
        invite();
        awaitSeen(4);
        assertThat(seen.stream().map(Seen::id).distinct()).hasSize(4);
    }

    @Test
    void aStopThatIsGivenUpLeavesTheRouteRunning() throws Exception {
        start(held(URI, "in"));
        app();
        invite();
        invite();
        awaitSeen(1);
        assertThat(context.getRouteController().stopRoute("in", 1, TimeUnit.SECONDS, true)).isFalse();
        gate.countDown();
        awaitSeen(2);
        awaitPolled();
        invite();
        awaitSeen(3);
        assertThat(told).isEmpty();
        // counted once, though started once more by Camel
        context.getRouteController().stopRoute("in");
        assertThat(context.hasService(AccountDirectory.class).accounts()).isEmpty();
    }

    @Test
    void aFileThatIsNoJournalIsKeptAsideAndTheChannelBegins() throws Exception {
        Path file = directory.resolve("bot.journal");
        byte[] damage = {(byte) 0xff, (byte) 0xfe, 0, 'u', 'c', 'w', 'a', '1', ':', '7'};
        Files.write(file, damage);
        start(noting(URI));
        app();
        invite();
        awaitSeen(1);
        assertThat(directory.resolve("bot.journal.damaged")).hasBinaryContent(damage);
    }

    @Test
    void aJournalInUseIsWaitedFor() throws Exception {
        start(noting(URI));
        app();
        try (DefaultCamelContext second = newContext("second")) {
            second.addRoutes(noting(URI));
            second.start();
            during(Duration.ofMillis(500));
            // signed in, but it must not poll without a journal
            assertThat(account().applications()).hasSize(2);
            assertThat(account().applications().stream().filter(a -> a.isPolled())).hasSize(1);
            await().atMost(PATIENCE).until(() -> told.stream().anyMatch(t -> t.contains("journalFile") && t.contains("in use")));
            context.stop();
            await().atMost(PATIENCE).until(() -> account().applications().stream()
                    .anyMatch(a -> a.isPolled() && a.conversations().isEmpty()));
        }
    }

    /** A repository of a user, which fails when told to. */
    private static final class Failing extends ServiceSupport implements StateRepository<String, String> {
        private final Map<String, String> values = new ConcurrentHashMap<>();
        private volatile boolean failing;

        @Override
        public void setState(String key, String value) {
            if (failing) {
                throw new IllegalStateException("disk full");
            }
            values.put(key, value);
        }

        @Override
        public String getState(String key) {
            return values.get(key);
        }
    }

    @Test
    void aRepositoryThatThrowsStopsAcknowledgingAndNothingElse() throws Exception {
        Failing repository = new Failing();
        options().setJournalFile(null);
        options().setJournal(repository);
        start(noting(URI));
        app();
        repository.failing = true;
        invite();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told).hasSize(1));
        during(Duration.ofMillis(500));
        assertThat(told).hasSize(1);
        assertThat(told.get(0)).contains("journal").contains("disk full");
        assertThat(seen).isEmpty();
        assertThat(polls()).isEmpty();
        repository.failing = false;
        awaitSeen(1);
        awaitPolls(1);
        assertThat(repository.values.values()).allMatch(v -> v.chars().allMatch(c -> c >= 32 && c < 127));
        context.stop();
        assertThat(repository.isStopped()).isTrue();
    }

    @Test
    void camelsFileStateRepositoryServesOverARestart() throws Exception {
        context.getShutdownStrategy().setTimeout(1);
        useRepository();
        start(held(URI, "in"));
        app();
        invite();
        awaitSeen(1);
        await().atMost(PATIENCE).until(() -> pending(context) == 1);
        String id = seen.get(0).id();
        restart();
        useRepository();
        gate.countDown();
        start(noting(URI));
        awaitSeen(1);
        assertThat(seen.get(0).id()).isEqualTo(id);
        assertThat(seen.get(0).replayed()).isTrue();
    }

    private void useRepository() {
        options().setJournalFile(null);
        options().setJournal(FileStateRepository.fileStateRepository(directory.resolve("state").toFile()));
    }
}
