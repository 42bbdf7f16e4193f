package io.github.camelucwa.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** The requests that reached the simulator, oldest first. Safe to read while the server runs. */
public final class RequestLog {

    /** Enough for a test; a demo that runs for days must not grow without bound. */
    private static final int KEPT = 20_000;

    private final Deque<RecordedRequest> requests = new ArrayDeque<>();

    RequestLog() {
    }

    synchronized RecordedRequest add(Request request) {
        RecordedRequest recorded = new RecordedRequest(request, Instant.now());
        requests.add(recorded);
        if (requests.size() > KEPT) {
            requests.removeFirst();
        }
        return recorded;
    }

    /** All of them, as a copy. */
    public synchronized List<RecordedRequest> all() {
        return List.copyOf(requests);
    }

    /** Those of one kind. */
    public List<RecordedRequest> of(RequestKind kind) {
        return matching(request -> request.kind() == kind);
    }

    /** Those that satisfy a condition. */
    public List<RecordedRequest> matching(Predicate<RecordedRequest> condition) {
        return all().stream().filter(condition).toList();
    }

    /** How many there were of one kind. */
    public int count(RequestKind kind) {
        return of(kind).size();
    }

    /** The latest of one kind, or null. */
    public RecordedRequest last(RequestKind kind) {
        List<RecordedRequest> found = of(kind);
        return found.isEmpty() ? null : found.get(found.size() - 1);
    }

    /** Forgets what was recorded so far. */
    public synchronized void clear() {
        requests.clear();
    }
}
