package io.github.camelucwa.channel;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    /** Unreadable answers in a row after which the application is asked where its channel is. */
    private static final int UNREADABLE_LIMIT = 3;
    /** Answers without events that came at once, after which something is wrong: such an answer is held for minutes. */
    private static final int HASTY_LIMIT = 5;
    private static final long HASTY_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** How long a predecessor that is just leaving the journal may take before a person is told. */
    private static final long JOURNAL_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Duration JOURNAL_RETRY = Duration.ofMillis(100);
    /** How far beyond its limit the memory may fill while an operation waits for an event that only polling brings. */
    private static final int ROOM_FOR_WAITERS = 10;

    private final ChannelSettings settings;
    private final UcwaHttp http;
    private final Connector connector;
    private final Clock clock;
    private final BooleanSupplier wanted;
    private final BooleanSupplier waiting;
    private final Consumer<ReceivedEvent> observer;
    private final ChannelMetrics metrics;
    private final ChannelJournal journal;
    private final Dispatcher dispatcher;
    private final StatusBoard board;
    private final Backoff backoff;
    private final Backoff hastyPauses;
    private final Rivalry rivalry;
    private final Gap gap;
    private final Reconciler reconciler;
    private final OpenInvitations open = new OpenInvitations();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // the following are guarded by the lock
    private boolean stopping;
    private boolean released;
    private boolean interested;
    // nanoTime, not the clock: a clock that is set back must not hold the channel
    private long notBefore = System.nanoTime();
    private long acknowledgeAt = notBefore;
    private Batch last;
    private CallHandle poll;
    private CallHandle connecting;
    private Connection connection;
    private CallFailedException firstFailure;
    private long outcomes;

    // the following belong to the channel's thread
    private String application;
    private URI cursor;
    private boolean journalRead;
    private int connectionErrors;
    private int unreadable;
    private int hasty;
    // ids of the package handed out last, as long as asking for it again is our own doing
    private Set<String> handedOut = Set.of();
    private Set<String> lastPackage = Set.of();

    /**
     * @param settings  how to behave
     * @param http      calls the server
     * @param connector signs in
     * @param journal   where to keep what must survive the process, or null
     * @param clock     what time it is
     * @param wanted    whether anybody wants the channel to poll
     * @param waiting   whether an operation waits for an event: then the next P-GET waits for no route
     * @param observer  sees each event before the listeners do
     * @param metrics   is told what happens
     */
    public EventChannel(ChannelSettings settings, UcwaHttp http, Connector connector, Journal journal, Clock clock,
                        BooleanSupplier wanted, BooleanSupplier waiting, Consumer<ReceivedEvent> observer,
                        ChannelMetrics metrics) {
        this.settings = settings;
        this.http = http;
        this.connector = connector;
        this.journal = journal == null ? null : new ChannelJournal(journal);
        this.clock = clock;
        this.wanted = wanted;
        this.waiting = waiting;
        this.observer = observer;
        this.metrics = metrics;
        this.dispatcher = new Dispatcher(this::signal);
        this.board = new StatusBoard(settings.account(), clock);
        this.backoff = pauses();
        this.hastyPauses = pauses();
        this.rivalry = new Rivalry(pauses(), settings.reconnectMaxDelay().multipliedBy(4));
        this.gap = new Gap(pauses());
        this.reconciler = new Reconciler(http, settings.format(), clock);
    }

    /** Adds somebody who takes events. */
    public void add(EventListener listener) {
        dispatcher.add(listener);
        signal();
    }

    /** Removes a listener; what it put back comes again when it is added again. */
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

    /** Lets the channel sign in. */
    public void interest() {
        board.needed();
        locked(() -> interested = true);
    }

    /** Lets polling begin: all who should hear the first event are listening. */
    public void release() {
        locked(() -> released = true);
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
        locked(() -> notBefore = System.nanoTime());
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
        if (journal != null) {
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
        interest();
        lock.lock();
        try {
            long nanos = limit.toNanos();
            long seen = outcomes;
            // a refusal is told at once instead of after the wait, since the next attempt is far; trouble that may pass is not
            boolean hopeless = firstFailure != null && notBefore - System.nanoTime() > nanos;
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
            } catch (VirtualMachineError e) {
                unexpected(e);
                if (!(e instanceof StackOverflowError)) {
                    throw e;
                }
            } catch (RuntimeException | Error e) {
                unexpected(e);
            }
        }
    }

    /** Whatever it is, a consumer must never look started and deliver nothing. */
    private void unexpected(Throwable e) {
        LOG.error("{}: unexpected error in the event channel", settings.account(), e);
        react(new CallFailedException(FailureKind.TRANSIENT, "Unexpected error in the event channel: "
                + e.getClass().getName(), null, e));
    }

    private boolean awaitWork() {
        lock.lock();
        try {
            while (!stopping) {
                try {
                    if (isDueNow()) {
                        return true;
                    }
                } catch (InterruptedException e) {
                    // only stop ends the loop; a token provider of the user's may have left the flag set
                    LOG.debug("{}: event channel interrupted", settings.account());
                }
            }
        } finally {
            lock.unlock();
        }
        return false;
    }

    /** Waits for the next instant that may bring work. */
    private boolean isDueNow() throws InterruptedException {
        Long due = workDue();
        if (due == null) {
            if (connection != null && !wanted.getAsBoolean()) {
                board.standby();
            }
            changed.await();
            return false;
        }
        long nanos = due - System.nanoTime();
        if (nanos > 0) {
            changed.awaitNanos(nanos);
            return false;
        }
        return true;
    }

    /** When there is something to do; null when only a signal can tell. */
    private Long workDue() {
        if (connection == null) {
            return interested ? notBefore : null;
        }
        boolean isAwaited = waiting.getAsBoolean();
        // a route that waits for an event is not done before the event is here
        int most = settings.maxPendingEvents() * (isAwaited ? ROOM_FOR_WAITERS : 1);
        if (!released || !wanted.getAsBoolean() || dispatcher.pending() > most) {
            return null;
        }
        boolean safe = last == null || last.isDone() || journal != null || settings.acknowledgeAtOnce() || isAwaited;
        return safe || acknowledgeAt - notBefore < 0 ? notBefore : acknowledgeAt;
    }

    private void step() throws CallFailedException {
        if (connection() == null) {
            connect();
            return;
        }
        if (journal != null && !journalRead) {
            readJournal();
        }
        if (gap.isApplicationLost()) {
            tellLost();
        } else if (gap.isAskDue()) {
            tellPresentStates();
        } else {
            pollOnce();
        }
    }

    private void connect() throws CallFailedException {
        Connection made = signIn();
        connectionErrors = 0;
        if (application != null && (made.created() || !application.equals(made.application().toString()))) {
            forgetChannel();
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
        JournalState state = takeJournal();
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
            gap.applicationLost();
        } else {
            cursor = URI.create(state.follow());
            gap.ask(state.unasked());
        }
        if (!state.pending().isEmpty()) {
            LOG.info("{}: {} unfinished packages of events taken over from the journal", settings.account(),
                    state.pending().size());
        }
        List<Batch> batches = state.pending().stream()
                .map(events -> batch(events.stream().map(ReceivedEvent::asReplayed).toList())).toList();
        // all of them are known to the journal before the first is done with and written out of it
        batches.forEach(journal::replaying);
        batches.forEach(batch -> dispatch(dispatcher.plan(batch)));
    }

    /** The journal's state or null; goes on trying as long as somebody else uses it or it cannot be read. */
    private JournalState takeJournal() throws CallFailedException {
        Backoff pauses = pauses();
        long start = System.nanoTime();
        while (true) {
            try {
                return journal.open().orElse(null);
            } catch (IOException e) {
                boolean patient = System.nanoTime() - start < JOURNAL_PATIENCE_NANOS;
                pauseForJournal("cannot be taken into use", e, patient ? JOURNAL_RETRY : pauses.next(Duration.ZERO), patient);
            }
        }
    }

    private void pauseForJournal(String what, IOException cause, Duration pause, boolean quietly) throws CallFailedException {
        CallFailedException failure = new CallFailedException(FailureKind.TRANSIENT, cause.getMessage()
                + "; nothing is acknowledged as long as the journal " + what, null, cause);
        if (!quietly && board.failed(failure, ChannelState.RECONNECTING, pause)) {
            dispatcher.trouble("The journal of " + settings.account() + ' ' + what, failure);
        }
        if (!pauseUnlessStopping(pause)) {
            throw new CallFailedException(FailureKind.STOPPED, "Stopped while the journal " + what, null, cause);
        }
    }

    private void pollOnce() throws CallFailedException {
        URI asked = PollUrl.of(cursor, settings.pollTimeout(), settings.medium(), settings.low());
        Request request = Request.get(asked, settings.format().accept())
                .within(settings.pollTimeout().plus(settings.pollMargin()));
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
        long start = System.nanoTime();
        try {
            answer = http.call(request, handle);
        } catch (CallFailedException e) {
            rivalry.leftUnanswered();
            throw e;
        } finally {
            metrics.polled(Duration.ofNanos(System.nanoTime() - start));
            board.pollEnded();
            locked(() -> poll = null);
        }
        if (answer.status() != 200) {
            CallFailedException failure = Failures.of(answer);
            if (failure.kind() != FailureKind.REPLACED) {
                rivalry.answered();
            }
            throw failure;
        }
        rivalry.answered();
        boolean news = take(asked, answer);
        pauseWhenHasty(news, System.nanoTime() - start);
    }

    /** An idle answer is held by the server; one that leads in a circle at once would make us poll at full speed. */
    private void pauseWhenHasty(boolean news, long took) {
        if (news || took > HASTY_NANOS) {
            hasty = 0;
            hastyPauses.reset();
        } else if (++hasty > HASTY_LIMIT) {
            Duration pause = hastyPauses.next(Duration.ZERO);
            LOG.debug("{}: {} answers without events came at once, pause of {} ms", settings.account(), hasty, pause.toMillis());
            locked(() -> notBefore = System.nanoTime() + pause.toNanos());
        }
    }

    /** @return whether it brought events */
    private boolean take(URI asked, Answer answer) throws CallFailedException {
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
        unreadable = 0;
        EventIds ids = new EventIds(asked);
        List<ReceivedEvent> events = new ArrayList<>(received.events().size());
        received.events().forEach(e -> events.add(new ReceivedEvent(ids.of(e), e, answer.uri(), now, false)));
        Set<String> all = new HashSet<>();
        events.forEach(e -> all.add(e.id()));
        events.removeIf(e -> handedOut.contains(e.id()));
        received.problems().forEach(p -> dispatcher.trouble("An event of " + settings.account() + " could not be read: " + p,
                Failures.malformed(answer, p, null)));
        List<ReceivedEvent> stillOpen = noteAll(events);
        if (received.resync() != null || received.resume() != null) {
            LOG.info("{}: the server answered {}: the fate of {} unfinished invitations is asked for", settings.account(),
                    received.resync() != null ? "resync" : "resume", stillOpen.size());
            askForOpen();
        }
        Dispatcher.Plan plan = dispatcher.plan(batch(events));
        store(plan, follow, stillOpen);
        cursor = follow;
        connectionErrors = 0;
        // only an answer that leads on acknowledges what was handed out
        handedOut = dead != null ? all : Set.of();
        if (dead == null) {
            board.answered(events.size());
            backoff.reset();
        }
        events.forEach(e -> metrics.event(e.event().link().rel(), e.event().type()));
        dispatch(plan);
        if (dead != null) {
            throw dead;
        }
        lastPackage = all;
        return !events.isEmpty();
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
    private void store(Dispatcher.Plan plan, URI follow, List<ReceivedEvent> stillOpen) throws CallFailedException {
        if (journal == null) {
            return;
        }
        Backoff pauses = pauses();
        while (true) {
            try {
                journal.store(plan, application, follow.toString(), stillOpen, gap.toAsk());
                return;
            } catch (IOException e) {
                pauseForJournal("cannot be written", e, pauses.next(Duration.ZERO), false);
            }
        }
    }

    private Backoff pauses() {
        return new Backoff(settings.reconnectDelay(), settings.reconnectBackoff(), settings.reconnectMaxDelay(),
                ThreadLocalRandom.current()::nextDouble);
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

    private void askForOpen() {
        gap.ask(allOpen().stream().map(OpenInvitations::key).toList());
    }

    /** The application is gone and its hrefs with it: nobody will tell how its invitations ended. */
    private void tellLost() throws CallFailedException {
        tell(reconciler.lost(allOpen()));
        gap.lostTold();
    }

    /** Events were dropped, but the application lives: what became of the unfinished invitations can be asked. */
    private void tellPresentStates() throws CallFailedException {
        List<String> toAsk = gap.toAsk();
        // what has come to its end meanwhile has been told by the channel
        List<ReceivedEvent> unfinished = allOpen().stream().filter(e -> toAsk.contains(OpenInvitations.key(e))).toList();
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
        Reconciler.Found found;
        try {
            found = reconciler.presentStates(unfinished, handle);
        } finally {
            locked(() -> connecting = null);
        }
        gap.unanswered(found.unanswered().stream().map(OpenInvitations::key).toList());
        tell(found.events());
    }

    private void tell(List<ReceivedEvent> events) throws CallFailedException {
        if (events.isEmpty()) {
            return;
        }
        Dispatcher.Plan plan = dispatcher.plan(batch(events));
        store(plan, cursor, noteAll(events));
        dispatch(plan);
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

    private void dispatch(Dispatcher.Plan plan) {
        Batch batch = plan.batch();
        try {
            batch.events().forEach(observer);
        } catch (RuntimeException e) {
            LOG.error("{}: an operation could not be told of an event", settings.account(), e);
        }
        locked(() -> {
            last = batch;
            acknowledgeAt = System.nanoTime() + settings.acknowledgeTimeout().toNanos();
        });
        plan.handOut();
    }

    private List<ReceivedEvent> allOpen() {
        lock.lock();
        try {
            return open.all();
        } finally {
            lock.unlock();
        }
    }

    private void react(CallFailedException failure) {
        if (isStopping() || failure.kind() == FailureKind.STOPPED) {
            return;
        }
        if (failure.kind() == FailureKind.REPLACED) {
            giveWay(failure);
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
                disconnect();
                if (failure.kind() == FailureKind.APPLICATION_REFUSED) {
                    forgetChannel();
                }
                pause = longer(failure.retryAfter(), settings.reconnectMaxDelay());
            }
            case APPLICATION_LOST -> {
                disconnect();
                forgetChannel();
                // the first time at once, since nothing but the application is missing; a server that goes on losing it
                // must not be stormed
                pause = backoff.attempts() == 0 ? Duration.ZERO : backoff.next(failure.retryAfter());
                if (pause.isZero()) {
                    backoff.next(Duration.ZERO);
                }
            }
            case NOT_FOUND, MOVED -> {
                connector.forgetLocation();
                disconnect();
                if (failure.kind() == FailureKind.NOT_FOUND) {
                    askApplicationForChannel();
                }
                pause = backoff.next(failure.retryAfter());
            }
            default -> {
                countConnectionErrors(failure);
                giveUpUnreadable(failure);
                pause = backoff.next(failure.retryAfter());
            }
        }
        if (failed(failure, state, pause)) {
            dispatcher.trouble("Event channel of " + settings.account()
                    + (state == ChannelState.REFUSED ? " refused" : " interrupted"), failure);
        }
    }

    /** Another P-GET took over: never answered at once (protocol §6.6, §15). */
    private void giveWay(CallFailedException failure) {
        if (rivalry.isWithOurselves()) {
            Duration pause = backoff.next(failure.retryAfter());
            LOG.debug("{}: an earlier P-GET of our own was still at the server, next try in {} ms", settings.account(),
                    pause.toMillis());
            locked(() -> notBefore = System.nanoTime() + pause.toNanos());
            return;
        }
        boolean news = rivalry.begins();
        CallFailedException rival = new CallFailedException(FailureKind.REPLACED, "Another process polls the same application"
                + " and took its event channel over (" + failure.getMessage() + "); give each process an endpointId of its own,"
                + " or let only one of them run (ClusteredRoutePolicy)", failure.href(), failure.status(),
                failure.reason().orElse(null), failure.diagnostics(), failure.retryAfter(), failure);
        Duration pause = rivalry.pause(failure.retryAfter());
        if (news) {
            if (failed(rival, ChannelState.RECONNECTING, pause)) {
                dispatcher.trouble("Event channel of " + settings.account() + " taken over", rival);
            }
        } else {
            board.failedAgain(rival, ChannelState.RECONNECTING, pause);
            locked(() -> notBefore = System.nanoTime() + pause.toNanos());
        }
    }

    /** @return whether a person should hear of it */
    private boolean failed(CallFailedException failure, ChannelState state, Duration pause) {
        boolean news = board.failed(failure, state, pause);
        locked(() -> {
            notBefore = System.nanoTime() + pause.toNanos();
            firstFailure = failure;
            outcomes++;
        });
        return news;
    }

    private void countConnectionErrors(CallFailedException failure) {
        if (failure.status() == 0 && failure.kind() == FailureKind.TRANSIENT) {
            connectionErrors++;
        }
        if (failure.status() == 502 || connectionErrors >= REDISCOVER_AFTER) {
            connectionErrors = 0;
            connector.forgetLocation();
            disconnect();
        }
    }

    /** A package that stays unreadable would hold the channel for ever: the application names a fresh start. */
    private void giveUpUnreadable(CallFailedException failure) {
        boolean claimsToBeUcwa = failure.kind() == FailureKind.MALFORMED && failure.getCause() instanceof MalformedBodyException;
        if (!claimsToBeUcwa || connection() == null || ++unreadable < UNREADABLE_LIMIT) {
            return;
        }
        LOG.warn("{}: the package of events cannot be read after {} attempts; the channel starts again where the application"
                + " says, unfinished invitations are asked for", settings.account(), unreadable);
        unreadable = 0;
        askApplicationForChannel();
        askForOpen();
        disconnect();
    }

    /** Our link does not lead on: the application tells where its channel stands, which is before what we did not acknowledge. */
    private void askApplicationForChannel() {
        cursor = null;
        handedOut = lastPackage;
    }

    private void disconnect() {
        locked(() -> connection = null);
    }

    /** A new application has a new channel, and nothing of the old one comes any more. */
    private void forgetChannel() {
        gap.applicationLost();
        cursor = null;
        handedOut = Set.of();
        lastPackage = Set.of();
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
