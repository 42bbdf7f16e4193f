package io.github.camelucwa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.camelucwa.account.AccountDirectory;
import io.github.camelucwa.simulator.SimulatedConversation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Routes that come and go while events flow leave nothing behind. */
@EnabledOnOs(OS.LINUX)
class StartStopCyclesTest extends ChannelTestSupport {

    @TempDir
    Path directory;

    @Test
    void fiftyCyclesUnderLoadLeaveThreadsAndFilesAsTheyWere() throws Exception {
        journal(context, directory.resolve("bot.journal"));
        start(noting(URI));
        app();
        invite();
        awaitSeen(1);
        cycle();
        int threads = threads();
        long files = openFiles();
        ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
        try {
            SimulatedConversation desk = account().application().startConversation("Load");
            server.invite("sip:guest@fabrikam.example").declines();
            load.scheduleAtFixedRate(() -> desk.invite("sip:guest@fabrikam.example"), 0, 80, TimeUnit.MILLISECONDS);
            for (int i = 0; i < 50; i++) {
                stopAndStart();
                // now and then it may come to poll, else it is stopped while it signs in
                if (i % 4 == 0) {
                    awaitPolledOrBusy();
                }
            }
        } finally {
            load.shutdownNow();
        }
        assertThat(context.hasService(AccountDirectory.class).accounts()).hasSize(1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads()).isLessThanOrEqualTo(threads));
        // the server takes a moment to close its ends
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(openFiles()).isLessThanOrEqualTo(files + 4));
        int before = seen.size();
        invite();
        awaitSeen(before + 1);
    }

    private void cycle() throws Exception {
        stopAndStart();
        awaitPolledOrBusy();
    }

    private void stopAndStart() throws Exception {
        context.getRouteController().stopRoute("in");
        context.getRouteController().startRoute("in");
    }

    private void awaitPolledOrBusy() {
        int before = seen.size();
        await().atMost(PATIENCE).until(() -> account().application().isPolled() || seen.size() > before);
    }

    private static int threads() {
        List<String> names = Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(n -> n.contains("ucwa-channel") || n.contains("ucwa-consumer") || n.contains("ucwa-timer")).toList();
        return names.size();
    }

    private static long openFiles() {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
