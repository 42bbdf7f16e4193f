package io.github.camelucwa.channel;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.camelucwa.http.Answer;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.CallHandle;
import io.github.camelucwa.http.FailureKind;
import io.github.camelucwa.http.Failures;
import io.github.camelucwa.http.Request;
import io.github.camelucwa.http.UcwaHttp;
import io.github.camelucwa.http.Urls;
import io.github.camelucwa.model.EventPackage;
import io.github.camelucwa.wire.MalformedBodyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event channel of one application (protocol §6): one thread, one P-GET at a time, each reaction of §6.6 its own. The
 * thread signs in, polls, hands packages over and asks for the next one when the last is safe; it runs neither routes nor
 * exception handlers. It ends only by {@link #stop}.
 */
public final class EventChannel implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(EventChannel.class);
    /** Connection errors in a row after which the server is looked for anew (protocol §2.6). */
    private static final int REDISCOVER_AFTER = 5;
    /** Unreadable answers in a row after which the package behind them is given up. */
    private static final int MALFORMED_LIMIT = 3;

    private final ChannelSettings settings;
    private final UcwaHttp http;
    private final Connector connector;
    private final Clock clock;
    private final BooleanSupplier wanted;
    private final BooleanSupplier waiting;
    private final Consumer<ReceivedEvent> observer;
    private final ChannelJournal journal;
    private final Dispatcher dispatcher;
    private final StatusBoard board;
    private final Backoff backoff;
    private final Reconciler reconciler;
    private final OpenInvitations open = new OpenInvitations();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // the following are guarded by the lock
    private boolean stopping;
    private boolean released;
    private boolean interested;
    private Instant notBefore = Instant.MIN;
    private Instant acknowledgeAt = Instant.MIN;
    private Batch last;
    private CallHandle poll;
    private CallHandle connecting;
    private Connection connection;
    private CallFailedException firstFailure;
    private long outcomes;

    // the following belong to the channel's thread
    private String application;
    private URI cursor;
    private boolean reconcile;
    private boolean everythingLost;
    private boolean journalRead;
    private int connectionErrors;
    private int malformed;

    /**
     * @param settings  how to behave
     * @param http      calls the server
     * @param connector signs in
     * @param journal   where to keep what must survive the process, or null
     * @param clock     what time it is
     * @param wanted    whether anybody wants the channel to poll
     * @param waiting   whether an operation waits for an event: then the next P-GET waits for no route
     * @param observer  sees each event before the listeners do
     */
    public EventChannel(ChannelSettings settings, UcwaHttp http, Connector connector, Journal journal, Clock clock,
                        BooleanSupplier wanted, BooleanSupplier waiting, Consumer<ReceivedEvent> observer) {
        this.settings = settings;
        this.http = http;
        this.connector = connector;
        this.journal = journal == null ? null : new ChannelJournal(journal);
        this.clock = clock;
        this.wanted = wanted;
        this.waiting = waiting;
        this.observer = observer;
        this.dispatcher = new Dispatcher(this::signal);
        this.board = new StatusBoard(settings.account(), clock);
        this.backoff = new Backoff(settings.reconnectDelay(), settings.reconnectBackoff(), settings.reconnectMaxDelay(),
                ThreadLocalRandom.current()::nextDouble);
        this.reconciler = new Reconciler(http, settings.format(), clock);
    }

    /** Adds somebody who takes events. */
    public void add(EventListener listener) {
        dispatcher.add(listener);
        signal();
    }

    /** Removes a listener; events it did not finish stay unfinished. */
    public void remove(EventListener listener) {
        dispatcher.remove(listener);
        demandChanged();
    }

    /** Whether any listener takes events now. */
    public boolean hasActiveListener() {
        return dispatcher.anyActive();
    }

    /** Whether there is any listener, suspended ones included. */
    public boolean hasListener() {
        return !dispatcher.isEmpty();
    }

    /** Lets the channel sign in; without it the channel waits for {@link #release}. */
    public void interest() {
        locked(() -> interested = true);
    }

    /** Lets polling begin: all who should hear the first event are listening. */
    public void release() {
        locked(() -> {
            released = true;
            interested = true;
        });
    }

    /** To be called when somebody may have stopped or begun to want events: ends the P-GET nobody wants at once. */
    public void demandChanged() {
        CallHandle unwanted = null;
        lock.lock();
        try {
            if (poll != null && !wanted.getAsBoolean()) {
                unwanted = poll;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (unwanted != null) {
            unwanted.abort();
        }
    }

    /** Wakes the loop to look at its conditions again. */
    public void signal() {
        locked(() -> { });
    }

    /** Forgets the pause before the next attempt. */
    public void retryNow() {
        locked(() -> notBefore = Instant.MIN);
    }

    /** Ends the loop; returns at once. */
    public void stop() {
        CallHandle inFlight;
        CallHandle signIn;
        lock.lock();
        try {
            stopping = true;
            inFlight = poll;
            signIn = connecting;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (inFlight != null) {
            inFlight.abort();
        }
        if (signIn != null) {
            signIn.abort();
        }
    }

    /** Closes the journal; to be called when the loop has ended. */
    public void close() {
        board.stopped();
        if (journal != null && journalRead) {
            journal.close();
        }
    }

    /**
     * Waits for the first outcome of signing in, good or bad.
     *
     * @return null when signed in or when the time was up, else why not
     */
    public CallFailedException awaitFirstOutcome(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            while (outcomes == 0 && !stopping && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return connection != null ? null : firstFailure;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The connection, waited for.
     *
     * @throws CallFailedException when there is none in time: the last reason why
     */
    public Connection awaitConnection(Duration limit) throws CallFailedException, InterruptedException {
        lock.lock();
        try {
            interested = true;
            changed.signalAll();
            long nanos = limit.toNanos();
            long seen = outcomes;
            // a refusal is told at once instead of after the wait, since the next attempt is far; trouble that may pass is not
            boolean hopeless = firstFailure != null && notBefore.isAfter(clock.instant().plus(limit));
            while (connection == null && !stopping && !hopeless && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
                hopeless = outcomes != seen && isRefusal(firstFailure);
            }
            if (connection != null) {
                return connection;
            }
            CallFailedException cause = firstFailure;
            FailureKind kind = stopping ? FailureKind.STOPPED : cause == null ? FailureKind.TRANSIENT : cause.kind();
            throw new CallFailedException(kind, settings.account() + " is not signed in"
                    + (cause == null ? " yet" : ": " + cause.getMessage()), null, cause == null ? 0 : cause.status(),
                    cause == null ? null : cause.reason().orElse(null), cause == null ? null : cause.diagnostics(),
                    Duration.ZERO, cause);
        } finally {
            lock.unlock();
        }
    }

    private static boolean isRefusal(CallFailedException failure) {
        return failure != null && switch (failure.kind()) {
            case CREDENTIALS_REFUSED, APPLICATION_REFUSED, UNTRUSTED, REJECTED -> true;
            default -> false;
        };
    }

    /** The connection as it is, or null. */
    public Connection connection() {
        lock.lock();
        try {
            return connection;
        } finally {
            lock.unlock();
        }
    }

    /** An operation was told that this application is gone: make a new one without waiting for the P-GET to notice. */
    public void applicationLost(URI lostApplication) {
        CallHandle stale = null;
        lock.lock();
        try {
            if (connection != null && connection.application().equals(lostApplication)) {
                connection = null;
                stale = poll;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (stale != null) {
            stale.abort();
        }
    }

    /** What the channel is doing. */
    public ChannelStatus status() {
        int openNow;
        lock.lock();
        try {
            openNow = open.all().size();
        } finally {
            lock.unlock();
        }
        return board.read(dispatcher.pending(), openNow);
    }

    /** Events in the journal that routes are not done with; 0 without a journal. */
    public int pendingJournalEvents() {
        return journal == null ? 0 : journal.pendingEvents();
    }

    @Override
    public void run() {
        while (awaitWork()) {
            try {
                step();
            } catch (CallFailedException e) {
                react(e);
            } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
                // whatever it is, a consumer must never look started and deliver nothing
                LOG.error("{}: unexpected error in the event channel, which goes on", settings.account(), e);
                react(new CallFailedException(FailureKind.TRANSIENT, "Unexpected error in the event channel: "
                        + e.getClass().getName(), null, e));
            }
        }
    }

    private boolean awaitWork() {
        lock.lock();
        try {
            while (!stopping) {
                Instant now = clock.instant();
                Instant due = workDue(now);
                if (due != null && !now.isBefore(due)) {
                    return true;
                }
                if (due == null) {
                    if (connection != null && !wanted.getAsBoolean()) {
                        board.standby();
                    }
                    changed.await();
                } else {
                    changed.awaitNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(1), Duration.between(now, due).toNanos()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.debug("{}: event channel interrupted", settings.account());
        } finally {
            lock.unlock();
        }
        return false;
    }

    /** When there is something to do; null when only a signal can tell. */
    private Instant workDue(Instant now) {
        if (connection == null) {
            return interested ? notBefore : null;
        }
        if (!released || !wanted.getAsBoolean() || dispatcher.pending() > settings.maxPendingEvents()) {
            return null;
        }
        boolean safe = last == null || last.isDone() || journal != null || settings.acknowledgeAtOnce()
                || waiting.getAsBoolean();
        return safe || acknowledgeAt.isBefore(notBefore) ? notBefore : acknowledgeAt;
    }

    private void step() throws CallFailedException {
        if (connection() == null) {
            connect();
            return;
        }
        if (journal != null && !journalRead) {
            readJournal();
        }
        if (everythingLost) {
            tellLost();
        } else if (reconcile) {
            tellPresentStates();
        } else {
            pollOnce();
        }
    }

    private void connect() throws CallFailedException {
        Connection made = signIn();
        connectionErrors = 0;
        if (application != null && (made.created() || !application.equals(made.application().toString()))) {
            everythingLost = true;
            cursor = null;
        }
        application = made.application().toString();
        if (cursor == null) {
            cursor = made.events();
        }
        board.signedIn(made);
        locked(() -> {
            connection = made;
            outcomes++;
        });
    }

    private Connection signIn() throws CallFailedException {
        CallHandle handle = new CallHandle();
        lock.lock();
        try {
            connecting = handle;
            if (stopping) {
                throw new CallFailedException(FailureKind.STOPPED, settings.account() + " is stopping", null, null);
            }
        } finally {
            lock.unlock();
        }
        try {
            return connector.connect(handle);
        } finally {
            locked(() -> connecting = null);
        }
    }

    /** Takes over what a predecessor left: its unfinished events, where it stood, and whose end it had not seen. */
    private void readJournal() throws CallFailedException {
        JournalState state;
        try {
            state = journal.open().orElse(null);
        } catch (IOException e) {
            throw new CallFailedException(FailureKind.TRANSIENT, e.getMessage(), null, e);
        }
        journalRead = true;
        if (state == null) {
            return;
        }
        lock.lock();
        try {
            open.replaceAll(state.open());
        } finally {
            lock.unlock();
        }
        Connection now = connection();
        if (now.created() || !now.application().toString().equals(state.application())) {
            everythingLost = true;
        } else {
            cursor = URI.create(state.follow());
        }
        List<Batch> batches = new ArrayList<>();
        for (List<ReceivedEvent> events : state.pending()) {
            Batch batch = batch(events.stream().map(ReceivedEvent::asReplayed).toList());
            journal.replaying(batch);
            batches.add(batch);
        }
        if (!batches.isEmpty()) {
            LOG.info("{}: {} unfinished packages of events taken over from the journal", settings.account(), batches.size());
        }
        batches.forEach(this::dispatch);
    }

    private void pollOnce() throws CallFailedException {
        URI asked = PollUrl.of(cursor, settings.pollTimeout(), settings.medium(), settings.low());
        Request request = Request.get(asked, settings.format().accept())
                .within(settings.pollTimeout().plus(ChannelSettings.POLL_MARGIN));
        CallHandle handle = new CallHandle();
        Answer answer;
        // first make it abortable, then look whether it may go: a stop in between would otherwise miss it
        lock.lock();
        try {
            poll = handle;
            if (stopping || connection == null || !wanted.getAsBoolean()) {
                poll = null;
                return;
            }
        } finally {
            lock.unlock();
        }
        board.polling();
        try {
            answer = http.call(request, handle);
        } finally {
            board.pollEnded();
            locked(() -> poll = null);
        }
        if (answer.status() != 200) {
            throw Failures.of(answer);
        }
        take(asked, answer);
    }

    private void take(URI asked, Answer answer) throws CallFailedException {
        EventPackage received = read(answer);
        Instant now = clock.instant();
        CallFailedException dead = null;
        URI follow = cursor;
        try {
            follow = follow(answer, received);
        } catch (CallFailedException e) {
            if (e.kind() != FailureKind.UNTRUSTED) {
                throw e;
            }
            // the events are good although the way on is not: they are handed out, and nothing is acknowledged
            dead = e;
        }
        malformed = 0;
        EventIds ids = new EventIds(asked);
        List<ReceivedEvent> events = new ArrayList<>(received.events().size());
        received.events().forEach(e -> events.add(new ReceivedEvent(ids.of(e), e, answer.uri(), now, false)));
        if (received.resync() != null || received.resume() != null) {
            LOG.info("{}: the server answered {}: the fate of {} unfinished invitations is asked for", settings.account(),
                    received.resync() != null ? "resync" : "resume", openCount());
            reconcile = true;
        }
        received.problems().forEach(p -> dispatcher.trouble("An event of " + settings.account() + " could not be read: " + p,
                Failures.malformed(answer, p, null)));
        Batch batch = batch(events);
        List<ReceivedEvent> stillOpen = noteAll(events);
        store(batch, follow, stillOpen);
        cursor = follow;
        connectionErrors = 0;
        board.answered(events.size());
        dispatch(batch);
        if (dead != null) {
            throw dead;
        }
        backoff.reset();
    }

    private EventPackage read(Answer answer) throws CallFailedException {
        try {
            if (answer.wire().isPresent()) {
                return answer.wire().get().readEvents(answer.body());
            }
            throw Failures.malformed(answer, "no package of events", null);
        } catch (MalformedBodyException e) {
            throw Failures.malformed(answer, e.getMessage(), e);
        }
    }

    private URI follow(Answer answer, EventPackage received) throws CallFailedException {
        String href = received.follower().orElseThrow(
                () -> Failures.malformed(answer, "neither next nor resume nor resync in it", null));
        try {
            URI follow = Urls.resolve(answer.uri(), href);
            http.trusted().require(follow, "The link to the next package of events");
            return follow;
        } catch (IllegalArgumentException e) {
            throw Failures.malformed(answer, "its link to the next package is no URL", null);
        }
    }

    /** Stores before anything is acknowledged or handed out; goes on trying as long as the store refuses. */
    private void store(Batch batch, URI follow, List<ReceivedEvent> stillOpen) throws CallFailedException {
        if (journal == null) {
            return;
        }
        Backoff pauses = new Backoff(settings.reconnectDelay(), settings.reconnectBackoff(), settings.reconnectMaxDelay(),
                ThreadLocalRandom.current()::nextDouble);
        while (true) {
            try {
                journal.store(batch, dispatcher.wanted(batch.events()), application, follow.toString(), stillOpen);
                return;
            } catch (IOException e) {
                CallFailedException failure = new CallFailedException(FailureKind.TRANSIENT, e.getMessage()
                        + "; nothing is acknowledged until it can be written", null, e);
                Duration pause = pauses.next(Duration.ZERO);
                if (board.failed(failure, ChannelState.RECONNECTING, pause)) {
                    dispatcher.trouble("The journal of " + settings.account() + " cannot be written", failure);
                }
                if (!pauseUnlessStopping(pause)) {
                    throw new CallFailedException(FailureKind.STOPPED, "Stopped before a package could be stored", null, e);
                }
            }
        }
    }

    private boolean pauseUnlessStopping(Duration pause) {
        lock.lock();
        try {
            long nanos = pause.toNanos();
            while (!stopping && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return !stopping;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private List<ReceivedEvent> noteAll(List<ReceivedEvent> events) {
        lock.lock();
        try {
            events.forEach(open::note);
            return open.all();
        } finally {
            lock.unlock();
        }
    }

    /** The application is gone and its hrefs with it: nobody will tell how its invitations ended. */
    private void tellLost() throws CallFailedException {
        List<ReceivedEvent> unfinished = allOpen();
        tell(reconciler.lost(unfinished));
        everythingLost = false;
        reconcile = false;
    }

    /** Events were dropped, but the application lives: what became of the unfinished invitations can be asked. */
    private void tellPresentStates() throws CallFailedException {
        List<ReceivedEvent> unfinished = allOpen();
        CallHandle handle = new CallHandle();
        lock.lock();
        try {
            connecting = handle;
            if (stopping) {
                return;
            }
        } finally {
            lock.unlock();
        }
        try {
            tell(reconciler.presentStates(unfinished, handle));
        } finally {
            locked(() -> connecting = null);
        }
        reconcile = false;
    }

    private void tell(List<ReceivedEvent> events) throws CallFailedException {
        if (events.isEmpty()) {
            return;
        }
        Batch batch = batch(events);
        store(batch, cursor, noteAll(events));
        dispatch(batch);
    }

    private Batch batch(List<ReceivedEvent> events) {
        Batch[] self = new Batch[1];
        self[0] = new Batch(events, () -> {
            if (journal != null) {
                journal.done(self[0]);
            }
            signal();
        });
        return self[0];
    }

    private void dispatch(Batch batch) {
        batch.events().forEach(observer);
        locked(() -> {
            last = batch;
            acknowledgeAt = clock.instant().plus(settings.acknowledgeTimeout());
        });
        dispatcher.dispatch(batch);
    }

    private List<ReceivedEvent> allOpen() {
        lock.lock();
        try {
            return open.all();
        } finally {
            lock.unlock();
        }
    }

    private int openCount() {
        return allOpen().size();
    }

    private void react(CallFailedException failure) {
        if (isStopping() || failure.kind() == FailureKind.STOPPED) {
            return;
        }
        ChannelState state = ChannelState.RECONNECTING;
        Duration pause;
        switch (failure.kind()) {
            case CREDENTIALS_REFUSED -> {
                state = ChannelState.REFUSED;
                pause = longer(failure.retryAfter(), settings.reconnectMaxDelay());
            }
            case APPLICATION_REFUSED, UNTRUSTED, REJECTED -> {
                state = ChannelState.REFUSED;
                disconnect(failure.kind() == FailureKind.APPLICATION_REFUSED);
                pause = longer(failure.retryAfter(), settings.reconnectMaxDelay());
            }
            case APPLICATION_LOST -> {
                disconnect(true);
                // the first time at once, since nothing but the application is missing; a server that goes on losing it
                // must not be stormed
                pause = backoff.attempts() == 0 ? Duration.ZERO : backoff.next(failure.retryAfter());
                if (pause.isZero()) {
                    backoff.next(Duration.ZERO);
                }
            }
            case NOT_FOUND, MOVED -> {
                connector.forgetLocation();
                disconnect(false);
                pause = backoff.next(failure.retryAfter());
            }
            default -> {
                countConnectionErrors(failure);
                giveUpUnreadable(failure);
                pause = backoff.next(failure.retryAfter());
            }
        }
        Duration wait = pause;
        boolean news = board.failed(failure, state, wait);
        locked(() -> {
            notBefore = clock.instant().plus(wait);
            firstFailure = failure;
            outcomes++;
        });
        if (news) {
            dispatcher.trouble("Event channel of " + settings.account()
                    + (state == ChannelState.REFUSED ? " refused" : " interrupted"), failure);
        }
    }

    private void countConnectionErrors(CallFailedException failure) {
        if (failure.status() == 0) {
            connectionErrors++;
        }
        if (failure.status() == 502 || connectionErrors >= REDISCOVER_AFTER) {
            connectionErrors = 0;
            connector.forgetLocation();
            disconnect(false);
        }
    }

    /** A package that stays unreadable would hold the channel for ever: the application names a fresh start. */
    private void giveUpUnreadable(CallFailedException failure) {
        if (failure.kind() != FailureKind.MALFORMED || connection() == null || ++malformed < MALFORMED_LIMIT) {
            return;
        }
        LOG.warn("{}: the package of events cannot be read after {} attempts; the channel starts again where the application"
                + " says, unfinished invitations are asked for", settings.account(), malformed);
        malformed = 0;
        cursor = null;
        reconcile = true;
        disconnect(false);
    }

    private void disconnect(boolean lost) {
        locked(() -> connection = null);
        if (lost) {
            everythingLost = true;
            cursor = null;
        }
    }

    private boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
