package io.github.camelucwa.channel;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Keeps what the channel must not forget when the process is killed. One writer at a time.
 */
public interface Journal extends Closeable {

    /**
     * Takes the journal into use; nobody else may use it until it is closed.
     *
     * @throws IOException when it cannot be read or is in use by somebody else
     */
    void open() throws IOException;

    /** What was saved last; empty when there is nothing or nothing readable. */
    Optional<JournalState> load() throws IOException;

    /**
     * Replaces what is kept. When this returns, a killed process finds it again.
     *
     * @throws IOException when it could not be kept; then nothing is acknowledged
     */
    void save(JournalState state) throws IOException;

    @Override
    void close() throws IOException;
}
