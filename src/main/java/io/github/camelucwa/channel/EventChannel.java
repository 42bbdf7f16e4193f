package io.github.camelucwa.channel;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.camelucwa.http.Answer;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.CallHandle;
import io.github.camelucwa.http.FailureKind;
import io.github.camelucwa.http.Failures;
import io.github.camelucwa.http.Request;
import io.github.camelucwa.http.UcwaHttp;
import io.github.camelucwa.model.EventPackage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event channel of one application (protocol §6): one thread, one P-GET at a time, each reaction of §6.6 its own. The
 * thread signs in, polls, hands packages over and asks for the next one when the last is safe; it runs neither routes nor
 * exception handlers. It ends only by {@link #stop}.
 */
public final class EventChannel implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(EventChannel.class);

    private final ChannelSettings settings;
    private final UcwaHttp http;
    private final Connector connector;
    private final Clock clock;
    private final Consumer<ReceivedEvent> observer;
    private final ChannelMetrics metrics;
    private final ChannelJournal journal;
    private final PatientJournal patientJournal;
    private final ChannelGate gate;
    private final Dispatcher dispatcher;
    private final StatusBoard board;
    private final Pacing pacing;
    private final Reactions reactions;
    private final Rivalry rivalry;
    private final Gap gap;
    private final Reconciler reconciler;
    private final PackageReader reader;
    private final OpenInvitations open = new OpenInvitations();

    // the following belong to the channel's thread
    private String application;
    private URI cursor;
    private boolean journalRead;
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
        this.clock = clock;
        this.observer = observer;
        this.metrics = metrics;
        this.gate = new ChannelGate(settings.account(), wanted);
        this.dispatcher = new Dispatcher(settings.maxPendingEvents(), gate::signal);
        this.board = new StatusBoard(settings.account(), clock);
        this.journal = journal == null ? null : new ChannelJournal(journal);
        this.patientJournal = new PatientJournal(this.journal, gate, this::pauses, this::journalTrouble);
        this.pacing = new Pacing(settings, journal != null, waiting, dispatcher::pending, pauses());
        this.reactions = new Reactions(pauses(), settings.reconnectMaxDelay());
        this.rivalry = new Rivalry(pauses(), settings.reconnectMaxDelay().multipliedBy(4));
        this.gap = new Gap(pauses());
        this.reconciler = new Reconciler(http, settings.format(), clock);
        this.reader = new PackageReader(http.trusted());
    }

    /** Adds somebody who takes events. */
    public void add(EventListener listener) {
        dispatcher.add(listener);
        gate.signal();
    }

    /** Removes a listener; what it put back comes again when it is added again. */
    public void remove(EventListener listener) {
        dispatcher.remove(listener);
        gate.demandChanged();
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
        gate.interest();
    }

    /** Lets polling begin: all who should hear the first event are listening. */
    public void release() {
        gate.release();
    }

    /** To be called when somebody may have stopped or begun to want events: ends the P-GET nobody wants at once. */
    public void demandChanged() {
        gate.demandChanged();
    }

    /** Ends the loop; returns at once. */
    public void stop() {
        gate.stop();
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
        return gate.awaitFirstOutcome(limit);
    }

    /**
     * The connection, waited for.
     *
     * @throws CallFailedException when there is none in time: the last reason why
     */
    public Connection awaitConnection(Duration limit) throws CallFailedException, InterruptedException {
        interest();
        return gate.awaitConnection(limit);
    }

    /** The connection as it is, or null. */
    public Connection connection() {
        return gate.connection();
    }

    /** An operation was told that this application is gone: make a new one without waiting for the P-GET to notice. */
    public void applicationLost(URI lostApplication) {
        gate.applicationLost(lostApplication);
    }

    /** What the channel is doing. */
    public ChannelStatus status() {
        return board.read(dispatcher.pending(), open.size());
    }

    /** Events in the journal that routes are not done with; 0 without a journal. */
    public int pendingJournalEvents() {
        return journal == null ? 0 : journal.pendingEvents();
    }

    @Override
    public void run() {
        while (gate.awaitWork(pacing::due, board::standby)) {
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
        CallHandle handle = gate.beginCall();
        Connection made;
        try {
            made = connector.connect(handle);
        } finally {
            gate.endCall();
        }
        reactions.reached();
        if (application != null && (made.created() || !application.equals(made.application().toString()))) {
            forgetChannel();
        }
        application = made.application().toString();
        if (cursor == null) {
            cursor = made.events();
        }
        board.signedIn(made);
        gate.connected(made);
    }

    /** Takes over what a predecessor left: its unfinished events, where it stood, and whose end it had not seen. */
    private void readJournal() throws CallFailedException {
        JournalState state = patientJournal.take();
        journalRead = true;
        if (state == null) {
            return;
        }
        open.replaceAll(state.open());
        Connection now = connection();
        if (now == null || now.created() || !now.application().toString().equals(state.application())) {
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

    private void journalTrouble(String what, CallFailedException failure, Duration pause) {
        if (board.failed(failure, ChannelState.RECONNECTING, pause)) {
            dispatcher.trouble(settings.account() + ": " + what, failure);
        }
    }

    private void pollOnce() throws CallFailedException {
        URI asked = PollUrl.of(cursor, settings.pollTimeout(), settings.medium(), settings.low());
        Request request = Request.get(asked, settings.format().accept())
                .within(settings.pollTimeout().plus(settings.pollMargin()));
        CallHandle handle = new CallHandle();
        if (!gate.beginPoll(handle)) {
            return;
        }
        board.polling();
        long start = System.nanoTime();
        Answer answer;
        try {
            answer = http.call(request, handle);
        } catch (CallFailedException e) {
            rivalry.leftUnanswered();
            throw e;
        } finally {
            metrics.polled(Duration.ofNanos(System.nanoTime() - start));
            board.pollEnded();
            gate.endPoll();
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
        Duration pause = pacing.answered(news, System.nanoTime() - start);
        if (!pause.isZero()) {
            LOG.debug("{}: answers without events come at once, pause of {} ms", settings.account(), pause.toMillis());
            gate.hold(pause);
        }
    }

    /** @return whether it brought events */
    private boolean take(URI asked, Answer answer) throws CallFailedException {
        EventPackage received = reader.read(answer);
        Instant now = clock.instant();
        CallFailedException dead = null;
        URI follow = cursor;
        try {
            follow = reader.follow(answer, received);
        } catch (CallFailedException e) {
            if (e.kind() != FailureKind.UNTRUSTED) {
                throw e;
            }
            // the events are good although the way on is not: they are handed out, and nothing is acknowledged
            dead = e;
        }
        reactions.readable();
        EventIds ids = new EventIds(asked);
        List<ReceivedEvent> events = new ArrayList<>(received.events().size());
        received.events().forEach(e -> events.add(new ReceivedEvent(ids.of(e), e, answer.uri(), now, false)));
        Set<String> all = new HashSet<>();
        events.forEach(e -> all.add(e.id()));
        events.removeIf(e -> handedOut.contains(e.id()));
        received.problems().forEach(p -> dispatcher.trouble("An event of " + settings.account() + " could not be read: " + p,
                Failures.malformed(answer, p, null)));
        events.forEach(open::note);
        if (received.resync() != null || received.resume() != null) {
            LOG.info("{}: the server answered {}: the fate of {} unfinished invitations is asked for", settings.account(),
                    received.resync() != null ? "resync" : "resume", open.size());
            askForOpen();
        }
        Dispatcher.Plan plan = dispatcher.plan(batch(events));
        store(plan, follow);
        cursor = follow;
        // only an answer that leads on acknowledges what was handed out
        handedOut = dead != null ? all : Set.of();
        if (dead == null) {
            board.answered(events.size());
            reactions.good();
        }
        events.forEach(e -> metrics.event(e.event().link().rel(), e.event().type()));
        dispatch(plan);
        if (dead != null) {
            throw dead;
        }
        lastPackage = all;
        return !events.isEmpty();
    }

    /** Stores before anything is acknowledged or handed out. */
    private void store(Dispatcher.Plan plan, URI follow) throws CallFailedException {
        if (journal != null) {
            patientJournal.store(j -> j.store(plan, application, follow.toString(), open.all(), gap.toAsk()));
        }
    }

    private void askForOpen() {
        gap.ask(open.all().stream().map(OpenInvitations::key).toList());
    }

    /** The application is gone and its hrefs with it: nobody will tell how its invitations ended. */
    private void tellLost() throws CallFailedException {
        tell(reconciler.lost(open.all()));
        gap.lostTold();
    }

    /** Events were dropped, but the application lives: what became of the unfinished invitations can be asked. */
    private void tellPresentStates() throws CallFailedException {
        List<String> toAsk = gap.toAsk();
        // what has come to its end meanwhile has been told by the channel
        List<ReceivedEvent> unfinished = open.all().stream().filter(e -> toAsk.contains(OpenInvitations.key(e))).toList();
        CallHandle handle = gate.beginCall();
        Reconciler.Found found;
        try {
            found = reconciler.presentStates(unfinished, handle);
        } finally {
            gate.endCall();
        }
        gap.unanswered(found.unanswered().stream().map(OpenInvitations::key).toList());
        tell(found.events());
    }

    private void tell(List<ReceivedEvent> events) throws CallFailedException {
        if (events.isEmpty()) {
            return;
        }
        events.forEach(open::note);
        Dispatcher.Plan plan = dispatcher.plan(batch(events));
        store(plan, cursor);
        dispatch(plan);
    }

    private Batch batch(List<ReceivedEvent> events) {
        Batch[] self = new Batch[1];
        self[0] = new Batch(events, () -> {
            if (journal != null) {
                journal.done(self[0]);
            }
            gate.signal();
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
        pacing.handedOut(batch);
        plan.handOut();
    }

    private void react(CallFailedException failure) {
        if (gate.isStopping() || failure.kind() == FailureKind.STOPPED) {
            return;
        }
        if (failure.kind() == FailureKind.REPLACED) {
            giveWay(failure);
            return;
        }
        Reaction reaction = reactions.to(failure, connection() != null);
        if (reaction.location() == Reaction.Location.FORGET) {
            connector.forgetLocation();
        }
        switch (reaction.channel()) {
            case LOST -> forgetChannel();
            case ASK -> askApplicationForChannel();
            case ASK_AND_RECONCILE -> {
                LOG.warn("{}: a package of events stays unreadable; the channel starts again where the application says, and"
                        + " unfinished invitations are asked for", settings.account());
                askApplicationForChannel();
                askForOpen();
            }
            case KEEP -> {
            }
        }
        if (reaction.signIn()) {
            gate.disconnected();
        }
        if (failed(failure, reaction.state(), reaction.pause())) {
            dispatcher.trouble("Event channel of " + settings.account()
                    + (reaction.state() == ChannelState.REFUSED ? " refused" : " interrupted"), failure);
        }
    }

    /** Another P-GET took over: never answered at once (protocol §6.6, §15). */
    private void giveWay(CallFailedException failure) {
        if (rivalry.isWithOurselves()) {
            Duration pause = reactions.pause(failure.retryAfter());
            LOG.debug("{}: an earlier P-GET of our own was still at the server, next try in {} ms", settings.account(),
                    pause.toMillis());
            gate.hold(pause);
            return;
        }
        boolean news = rivalry.begins();
        CallFailedException rival = new CallFailedException(FailureKind.REPLACED, "Another process polls the same application"
                + " and took its event channel over (" + failure.getMessage() + "); give each process an endpointId of its own,"
                + " or let only one of them run (ClusteredRoutePolicy)", failure.href(), failure.status(),
                failure.reason().orElse(null), failure.diagnostics(), failure.retryAfter(), failure);
        Duration pause = rivalry.pause(failure.retryAfter());
        if (!news) {
            board.failedAgain(rival, ChannelState.RECONNECTING, pause);
            gate.hold(pause);
        } else if (failed(rival, ChannelState.RECONNECTING, pause)) {
            dispatcher.trouble("Event channel of " + settings.account() + " taken over", rival);
        }
    }

    /** @return whether a person should hear of it */
    private boolean failed(CallFailedException failure, ChannelState state, Duration pause) {
        boolean news = board.failed(failure, state, pause);
        gate.failed(failure, pause);
        return news;
    }

    /** Our link does not lead on: the application tells where its channel stands, which is before what we did not acknowledge. */
    private void askApplicationForChannel() {
        cursor = null;
        handedOut = lastPackage;
    }

    /** A new application has a new channel, and nothing of the old one comes any more. */
    private void forgetChannel() {
        gap.applicationLost();
        cursor = null;
        handedOut = Set.of();
        lastPackage = Set.of();
    }

    private Backoff pauses() {
        return new Backoff(settings.reconnectDelay(), settings.reconnectBackoff(), settings.reconnectMaxDelay(),
                ThreadLocalRandom.current()::nextDouble);
    }
}
