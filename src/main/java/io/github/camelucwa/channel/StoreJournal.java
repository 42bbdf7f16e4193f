package io.github.camelucwa.channel;

import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in somebody else's key-value store. Two fixed keys are written in turn, so that a value torn by a crash never
 * costs more than the change that was being written.
 */
public final class StoreJournal implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(StoreJournal.class);

    private final KeyValueStore store;
    private final String name;

    /**
     * @param store where to keep it
     * @param name  tells accounts apart; letters, digits, dots and dashes only
     */
    public StoreJournal(KeyValueStore store, String name) {
        this.store = store;
        this.name = name;
    }

    @Override
    public void open() throws IOException {
        guarded("started", () -> {
            store.start();
            // a store that appends to a file puts its next line behind a torn one; let that be a line of no importance
            store.set(key("opened"), "");
            return null;
        });
    }

    @Override
    public Optional<JournalState> load() throws IOException {
        String a = guarded("read", () -> store.get(key("a")));
        String b = guarded("read", () -> store.get(key("b")));
        Optional<JournalState> first = decode(key("a"), a);
        Optional<JournalState> second = decode(key("b"), b);
        return Stream.of(first, second).flatMap(Optional::stream)
                .max(Comparator.comparingLong(JournalState::revision));
    }

    @Override
    public void save(JournalState state) throws IOException {
        guarded("written", () -> {
            store.set(key(state.revision() % 2 == 0 ? "a" : "b"), JournalCodec.encode(state));
            return null;
        });
    }

    @Override
    public void close() throws IOException {
        guarded("stopped", () -> {
            store.stop();
            return null;
        });
    }

    private Optional<JournalState> decode(String key, String value) {
        Optional<JournalState> state = JournalCodec.decode(value);
        if (state.isEmpty() && value != null && !value.isEmpty()) {
            LOG.warn("The journal's value under key {} is torn or not a journal's and is left aside; what it held is delivered"
                     + " again by the server as far as it was not acknowledged", key);
        }
        return state;
    }

    private String key(String part) {
        return "ucwa." + name + "." + part;
    }

    private <T> T guarded(String what, Supplier<T> action) throws IOException {
        try {
            return action.get();
        } catch (RuntimeException | LinkageError e) {
            throw new IOException("The option journal: the state repository could not be " + what + ": " + e, e);
        }
    }
}
