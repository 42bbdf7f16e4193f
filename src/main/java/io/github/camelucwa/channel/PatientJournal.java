package io.github.camelucwa.channel;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.FailureKind;

/**
 * The journal as the channel's thread uses it: what cannot be read or written now is tried again until the channel ends, and
 * nothing is acknowledged meanwhile.
 */
final class PatientJournal {

    /** How long a predecessor that is just leaving the journal may take before a person is told. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Duration QUIET_RETRY = Duration.ofMillis(100);

    /** Tells a person; called before each pause that is not quiet. */
    @FunctionalInterface
    interface Trouble {
        void tell(String what, CallFailedException cause, Duration pause);
    }

    /** One attempt. */
    @FunctionalInterface
    private interface Attempt<T> {
        T make() throws IOException;
    }

    private final ChannelJournal journal;
    private final ChannelGate gate;
    private final Supplier<Backoff> pauses;
    private final Trouble trouble;

    PatientJournal(ChannelJournal journal, ChannelGate gate, Supplier<Backoff> pauses, Trouble trouble) {
        this.journal = journal;
        this.gate = gate;
        this.pauses = pauses;
        this.trouble = trouble;
    }

    /** What a predecessor left, or null. */
    JournalState take() throws CallFailedException {
        return patiently("cannot be taken into use", QUIET_NANOS, () -> journal.open().orElse(null));
    }

    /** Stores where the channel stands and what is to be handed out. */
    void store(Attempting attempt) throws CallFailedException {
        patiently("cannot be written", 0, () -> {
            attempt.store(journal);
            return null;
        });
    }

    /** What to store. */
    @FunctionalInterface
    interface Attempting {
        void store(ChannelJournal journal) throws IOException;
    }

    private <T> T patiently(String what, long quietNanos, Attempt<T> attempt) throws CallFailedException {
        Backoff growing = pauses.get();
        long start = System.nanoTime();
        while (true) {
            try {
                return attempt.make();
            } catch (IOException e) {
                boolean quiet = System.nanoTime() - start < quietNanos;
                Duration pause = quiet ? QUIET_RETRY : growing.next(Duration.ZERO);
                CallFailedException failure = new CallFailedException(FailureKind.TRANSIENT, e.getMessage()
                        + "; nothing is acknowledged as long as the journal " + what, null, e);
                if (!quiet) {
                    trouble.tell("The journal " + what, failure, pause);
                }
                if (!gate.pause(pause)) {
                    throw new CallFailedException(FailureKind.STOPPED, "Stopped while the journal " + what, null, e);
                }
            }
        }
    }
}
