package io.github.camelucwa.channel;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.camelucwa.model.Event;
import io.github.camelucwa.model.Link;
import io.github.camelucwa.model.Reason;
import io.github.camelucwa.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What journals give back after whatever a crash may leave. */
class JournalsTest {

    @TempDir
    Path directory;

    private static JournalState state(long revision) {
        Resource resource = Resource.builder("participantInvitation").property("subject", "\u00dcbung \u2603 a=b\nc").build();
        Event event = new Event("completed", new Link("participantInvitation", "/i/1", "T", null), null, resource, "Failure",
                new Reason("RemoteFailure", "Declined", "No.", Map.of("a", "b"), List.of()), "communication", "/c");
        ReceivedEvent received = new ReceivedEvent("id" + revision, event, URI.create("http://h/events?ack=1"),
                Instant.parse("2026-01-02T03:04:05.678Z"), false);
        return new JournalState(revision, "http://h/app", "http://h/events?ack=2", List.of(List.of(received, received)),
                List.of(received), List.of("http://h/i/1"));
    }

    /** As a map, with the power to lose the end of a value. */
    private static final class Torn implements KeyValueStore {
        private final Map<String, String> values = new HashMap<>();

        @Override
        public String get(String key) {
            return values.get(key);
        }

        @Override
        public void set(String key, String value) {
            values.put(key, value);
        }

        @Override
        public void start() {
            // always there
        }

        @Override
        public void stop() {
            // always there
        }
    }

    @Test
    void aStateIsOneLineOfAsciiAndComesBackWhole() {
        String value = JournalCodec.encode(state(7));
        assertThat(value.chars()).allMatch(c -> c > 32 && c < 127 && c != '=');
        JournalState back = JournalCodec.decode(value).orElseThrow();
        assertThat(back.revision()).isEqualTo(7);
        assertThat(back.follow()).isEqualTo("http://h/events?ack=2");
        assertThat(back.unasked()).containsExactly("http://h/i/1");
        ReceivedEvent event = back.pending().get(0).get(1);
        assertThat(event.receivedAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
        assertThat(event.event().reason().subcode()).isEqualTo("Declined");
        assertThat(event.event().resource().text("subject")).isEqualTo("\u00dcbung \u2603 a=b\nc");
    }

    @Test
    void halfAValueIsToldFromAWholeOneWhereverItWasTorn() {
        String value = JournalCodec.encode(state(7));
        for (int i = 0; i < value.length(); i++) {
            assertThat(JournalCodec.decode(value.substring(0, i))).as("torn at %d", i).isEmpty();
        }
        assertThat(JournalCodec.decode(value + "ucwa.x.b=ucwa1:12:")).isEmpty();
        assertThat(JournalCodec.decode(null)).isEmpty();
        assertThat(JournalCodec.decode("something else")).isEmpty();
    }

    @Test
    void aTornValueCostsOnlyTheChangeThatWasWritten() throws IOException {
        Torn store = new Torn();
        StoreJournal journal = new StoreJournal(store, "bot");
        journal.open();
        assertThat(journal.load()).isEmpty();
        journal.save(state(1));
        journal.save(state(2));
        journal.save(state(3));
        assertThat(journal.load().orElseThrow().revision()).isEqualTo(3);
        store.values.replaceAll((key, value) -> value.equals(JournalCodec.encode(state(3))) ? value.substring(0, 99) : value);
        assertThat(journal.load().orElseThrow().revision()).isEqualTo(2);
        assertThat(store.values).hasSize(3);
    }

    @Test
    void aFileIsReplacedAsAWholeAndForItsOwnerOnly() throws IOException {
        Path file = directory.resolve("sub/bot.journal");
        FileJournal journal = new FileJournal(file);
        journal.open();
        assertThat(journal.load()).isEmpty();
        // what a killed process may have left
        Files.writeString(file.resolveSibling("bot.journal.new"), "ucwa1:99");
        journal.save(state(1));
        journal.save(state(2));
        assertThat(journal.load().orElseThrow().revision()).isEqualTo(2);
        assertThat(file.resolveSibling("bot.journal.new")).doesNotExist();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        journal.close();
        assertThatThrownBy(() -> journal.save(state(3))).isInstanceOf(IOException.class).hasMessageContaining("not locked");
    }

    @Test
    void aFileInUseIsRefusedAndTheRefusalDoesNotUnlockIt() throws Exception {
        Path file = directory.resolve("bot.journal");
        FileJournal first = new FileJournal(file);
        FileJournal second = new FileJournal(directory.resolve("../" + directory.getFileName() + "/bot.journal"));
        first.open();
        assertThatThrownBy(second::open).isInstanceOf(IOException.class).hasMessageContaining("journalFile")
                .hasMessageContaining("in use");
        assertThat(lockedForOthers(file)).isTrue();
        // opening again what is open is no harm
        first.open();
        first.save(state(1));
        first.close();
        second.open();
        assertThat(second.load().orElseThrow().revision()).isEqualTo(1);
        second.close();
    }

    /** Asks another process, since this one's own locks do not bar it. */
    private static boolean lockedForOthers(Path file) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), LockProbe.class.getName(), file + ".lock").inheritIO().start();
        return process.waitFor() == LockProbe.LOCKED;
    }

    /** Tells by its exit code whether somebody else holds the lock. */
    static final class LockProbe {
        /** None that a virtual machine ends with by itself. */
        static final int LOCKED = 77;

        private LockProbe() {
        }

        public static void main(String[] args) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(args[0]),
                    StandardOpenOption.WRITE)) {
                System.exit(channel.tryLock() == null ? LOCKED : 0);
            }
        }
    }
}
