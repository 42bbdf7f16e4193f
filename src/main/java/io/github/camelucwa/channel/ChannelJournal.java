package io.github.camelucwa.channel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the channel writes to its journal and when: a batch and the link that follows it before that link is asked, the
 * batch's removal when the routes are done with it.
 */
final class ChannelJournal {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelJournal.class);

    private final Journal journal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Batch, List<ReceivedEvent>> pending = new LinkedHashMap<>();
    private long revision;
    private String application;
    private String follow;
    private List<ReceivedEvent> open = List.of();
    private List<String> unasked = List.of();
    private boolean opened;
    private boolean closed;

    ChannelJournal(Journal journal) {
        this.journal = journal;
    }

    /** Takes the journal into use and reads what a predecessor left. */
    Optional<JournalState> open() throws IOException {
        lock.lock();
        try {
            journal.open();
            opened = true;
            Optional<JournalState> state = journal.load();
            state.ifPresent(s -> {
                revision = s.revision();
                application = s.application();
                follow = s.follow();
                open = s.open();
                unasked = s.unasked();
            });
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a batch taken over from the predecessor's state, where it is stored already. */
    void replaying(Batch batch) {
        lock.lock();
        try {
            pending.put(batch, batch.events());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stores where the channel stands, and those events of a new batch that somebody wants. When this throws, nothing may be
     * acknowledged.
     */
    void store(Dispatcher.Plan plan, String newApplication, String newFollow, List<ReceivedEvent> newOpen,
               List<String> newUnasked) throws IOException {
        lock.lock();
        try {
            if (!plan.wanted().isEmpty()) {
                pending.put(plan.batch(), plan.wanted());
            }
            application = newApplication;
            follow = newFollow;
            open = List.copyOf(newOpen);
            unasked = List.copyOf(newUnasked);
            save();
        } finally {
            lock.unlock();
        }
    }

    /** The routes are done with a batch. */
    void done(Batch batch) {
        lock.lock();
        try {
            if (pending.remove(batch) != null && !closed) {
                save();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("A batch of events that is done with could not be taken out of the journal; after a restart it is delivered"
                     + " again with the same event ids: {}", e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    int pendingEvents() {
        lock.lock();
        try {
            return pending.values().stream().mapToInt(List::size).sum();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            if (opened) {
                journal.close();
            }
        } catch (IOException e) {
            LOG.warn("The journal could not be closed: {}", e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    private void save() throws IOException {
        revision++;
        journal.save(new JournalState(revision, application, follow, new ArrayList<>(pending.values()), open, unasked));
    }
}
