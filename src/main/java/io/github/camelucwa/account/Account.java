package io.github.camelucwa.account;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelucwa.channel.ChannelMetrics;
import io.github.camelucwa.channel.ChannelStatus;
import io.github.camelucwa.channel.Connection;
import io.github.camelucwa.channel.Connector;
import io.github.camelucwa.channel.EventChannel;
import io.github.camelucwa.channel.EventListener;
import io.github.camelucwa.channel.Journal;
import io.github.camelucwa.channel.ReceivedEvent;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.CallHandle;
import io.github.camelucwa.http.FailureKind;
import io.github.camelucwa.http.Transport;
import io.github.camelucwa.http.TrustedHosts;
import io.github.camelucwa.http.UcwaHttp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One signed-in account with its one application and its one event channel, shared by all consumers and producers of a
 * Camel context. Good for one start and one stop; the next start makes a new one.
 */
public final class Account {

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);
    private static final Duration SIGN_OUT = Duration.ofSeconds(5);
    private static final Duration LOOP_END = Duration.ofSeconds(2);

    private final AccountSettings settings;
    private final Runtime runtime;
    private final Transport transport;
    private final UcwaHttp http;
    private final Applications applications;
    private final EventChannel channel;
    private final ActivityReporter activity;
    private final Waiters waiters = new Waiters();
    private final InvitationOperations operations;
    private final AtomicInteger producers = new AtomicInteger();
    private final Thread loop;
    private volatile URI application;
    private volatile boolean stopping;

    /**
     * @param settings what the account is
     * @param runtime  its surroundings
     * @param journal  keeps events over a crash, or null
     * @throws Exception when the HTTP client cannot be made of its options
     */
    public Account(AccountSettings settings, Runtime runtime, Journal journal) throws Exception {
        this.settings = settings;
        this.runtime = runtime;
        TrustedHosts trusted = runtime.trustedHosts();
        this.transport = runtime.transport();
        this.http = new UcwaHttp(transport, trusted, runtime.tokens(transport, trusted), runtime.clock());
        this.applications = new Applications(settings, http);
        this.channel = new EventChannel(settings.channel(), http, new SignIn(), journal, runtime.clock(), this::wanted,
                waiters::any, this::observe, runtime.metrics());
        this.activity = new ActivityReporter(applications, runtime.timer(), runtime.workers(),
                settings.activityInterval(),
                channel::applicationLost);
        this.operations = new InvitationOperations(settings, http, channel, waiters, runtime);
        this.loop = runtime.newThread("ucwa-channel " + settings.name(), channel);
    }

    /** Starts the channel's thread; signing in begins with the first consumer or operation. */
    public void start() {
        loop.start();
    }

    /**
     * Lets the account sign in and waits for the outcome, {@code signInTimeout} at most.
     *
     * @return null when signed in or when the time was up, else why not; signing in goes on in the background
     */
    public CallFailedException signIn() throws InterruptedException {
        channel.interest();
        return channel.awaitFirstOutcome(settings.signInTimeout());
    }

    /** Lets events flow: everybody who should hear the first one is listening. */
    public void release() {
        channel.release();
    }

    /** Adds a consumer. */
    public void add(EventListener listener) {
        channel.add(listener);
    }

    /** Removes a consumer. */
    public void remove(EventListener listener) {
        channel.remove(listener);
    }

    /** To be called when a consumer was suspended or resumed. */
    public void demandChanged() {
        channel.demandChanged();
    }

    /** Adds a producer. */
    public void addProducer() {
        producers.incrementAndGet();
        channel.demandChanged();
    }

    /** Removes a producer. */
    public void removeProducer() {
        producers.decrementAndGet();
        channel.demandChanged();
    }

    /** What can be done with invitations. */
    public InvitationOperations operations() {
        return operations;
    }

    /** How the account is called. */
    public String name() {
        return settings.name();
    }

    /** The endpoint id in use. */
    public String endpointId() {
        return settings.endpointId();
    }

    /** How long the server holds an idle P-GET. */
    public Duration pollTimeout() {
        return settings.channel().pollTimeout();
    }

    /** What the channel is doing. */
    public ChannelStatus status() {
        return channel.status();
    }

    /** Events in the journal that routes are not done with. */
    public int pendingJournalEvents() {
        return channel.pendingJournalEvents();
    }

    /** Is told what is worth measuring. */
    public ChannelMetrics metrics() {
        return runtime.metrics();
    }

    /** Tokens fetched so far. */
    public long tokensFetched() {
        return http.tokensFetched();
    }

    /** Camel is going down: nobody waits for the end of an invitation any longer, since the shutdown would wait, too. */
    public void endWaits() {
        waiters.endWaits(new CallFailedException(FailureKind.STOPPED, settings.name()
                + " is stopping; the end of the invitation was not awaited", null, null));
    }

    /** Ends polling, signs out when that is wanted, and closes everything. Bounded in time. */
    public void stop() {
        stopping = true;
        operations.stop();
        waiters.failAll(new CallFailedException(FailureKind.STOPPED, settings.name() + " is stopping", null, null));
        activity.stop();
        channel.stop();
        http.abortAll();
        join();
        if (application != null && settings.deleteOnStop()) {
            signOut(application);
        }
        channel.close();
        try {
            transport.close();
        } catch (IOException e) {
            LOG.debug("{}: the HTTP client did not close cleanly: {}", settings.name(), e.toString());
        }
    }

    private void signOut(URI last) {
        CallHandle handle = new CallHandle();
        ScheduledFuture<?> limit = runtime.timer().schedule(handle::abort, SIGN_OUT.toMillis(), TimeUnit.MILLISECONDS);
        try {
            applications.delete(last, SIGN_OUT, handle);
        } finally {
            limit.cancel(false);
        }
    }

    private void join() {
        try {
            loop.join(LOOP_END.toMillis());
            if (loop.isAlive()) {
                // a token provider of the user's may block where no request of ours can be aborted
                loop.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void observe(ReceivedEvent event) {
        operations.linkedBy(event);
        waiters.see(event);
    }

    /** Idle producers beside suspended consumers do not need the channel; on their own they keep the application alive. */
    private boolean wanted() {
        return channel.hasActiveListener() || waiters.any() || !channel.hasListener() && producers.get() > 0;
    }

    /** Discovery, application, availability: one attempt. Used by the channel's thread only. */
    private final class SignIn implements Connector {

        private URI applicationsUrl;

        @Override
        public Connection connect(CallHandle handle) throws CallFailedException {
            if (applicationsUrl == null) {
                applicationsUrl = new Discovery(settings, http).find(handle);
            }
            Connection connection = applications.create(applicationsUrl, handle);
            // from here on there is something to sign out, even when making available fails or is stopped
            application = connection.application();
            if (settings.signInAs() != null) {
                Optional<URI> report = applications.makeAvailable(connection, handle);
                if (report.isPresent() && !stopping) {
                    activity.start(connection, report.get());
                }
            }
            return connection;
        }

        @Override
        public void forgetLocation() {
            applicationsUrl = null;
        }
    }
}
