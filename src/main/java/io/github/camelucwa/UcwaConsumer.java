package io.github.camelucwa;

import java.time.Clock;

import io.github.camelucwa.channel.Delivery;
import io.github.camelucwa.channel.EventListener;
import io.github.camelucwa.channel.ReceivedEvent;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.FailureKind;
import io.github.camelucwa.ops.AccountFigures;
import io.github.camelucwa.ops.AccountHealthCheck;
import org.apache.camel.PollingConsumerPollingStrategy;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns events of the account's channel into exchanges: one after the other on a thread of its own, so that a slow route
 * delays nobody else.
 */
@ManagedResource(description = "Managed UCWA consumer")
public class UcwaConsumer extends DefaultConsumer implements Suspendable, ShutdownAware, EventListener,
        PollingConsumerPollingStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(UcwaConsumer.class);

    private final UcwaEndpoint endpoint;
    private final EventFilter filter;
    private volatile AccountLease lease;
    private volatile EventHandler handler;
    private volatile EventQueue queue = new EventQueue();
    private volatile boolean taking;
    private volatile boolean busy;
    // the route is to stop, and what is here is finished first
    private volatile boolean draining;
    private volatile boolean stopAnnounced;

    public UcwaConsumer(UcwaEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.filter = new EventFilter(endpoint);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (lease != null) {
            // Camel starts a suspended consumer again when the stop of its route was given up
            carryOn();
            return;
        }
        join();
    }

    private void join() throws Exception {
        lease = UcwaAccounts.of(endpoint.getCamelContext()).acquire(endpoint);
        queue = new EventQueue();
        handler = new EventHandler(this, endpoint, lease.account(), queue);
        draining = false;
        stopAnnounced = false;
        taking = true;
        lease.account().add(this);
        CallFailedException failure = lease.account().signIn();
        if (failure != null && isFinal(failure)) {
            throw UcwaException.of(failure);
        }
        EventQueue mine = queue;
        getEndpoint().getCamelContext().getExecutorServiceManager()
                .newThread("ucwa-consumer " + lease.account().name() + " " + endpoint.getResource(), () -> work(mine)).start();
        if (endpoint.getComponent().isHealthCheckConsumerEnabled()) {
            setHealthCheck(new AccountHealthCheck("ucwa-consumer:" + getRouteId(), lease.account(), Clock.systemUTC()));
        }
        warnAboutIncoming();
    }

    @Override
    protected void doStop() throws Exception {
        leave();
        super.doStop();
    }

    private void leave() {
        setHealthCheck(null);
        taking = false;
        queue.close();
        AccountLease held = lease;
        lease = null;
        if (held != null) {
            held.account().remove(this);
            held.release();
        }
    }

    /** A polling consumer begins, for example pollEnrich: a mistake in the options must show now. */
    @Override
    public void onInit() {
        start();
    }

    @Override
    public long beforePoll(long timeout) {
        if (lease == null) {
            try {
                join();
            } catch (Exception e) {
                // Camel would swallow it, and a refused account would look like one without events
                getExceptionHandler().handleException("The consumer could not be started for a poll", e);
            }
        }
        return timeout;
    }

    /**
     * Nobody would take events until the next poll: the account is left to others, or signed out. The service itself stays
     * started, since stopping it would stop the polling consumer that calls this, too.
     */
    @Override
    public void afterPoll() {
        leave();
    }

    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        taking = false;
        draining = stopAnnounced && !isJournaled();
        queue.suspend(!draining);
        lease.account().demandChanged();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        carryOn();
    }

    private void carryOn() {
        stopAnnounced = false;
        draining = false;
        taking = true;
        queue.leaving(false);
        queue.suspend(false);
        lease.account().demandChanged();
    }

    /**
     * Called first of all when a route is to stop; Camel then suspends this consumer. What waits in the journal comes again;
     * without a journal what is here is finished first.
     */
    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        if (!isSuspendingOrSuspended()) {
            stopAnnounced = true;
            queue.leaving(true);
        }
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        boolean waits = draining || !isSuspendingOrSuspended();
        return (waits ? queue.size() : 0) + (busy ? 1 : 0);
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (forced) {
            queue.close();
        } else if (suspendOnly) {
            stopAnnounced = false;
            draining = false;
            queue.suspend(true);
            queue.leaving(false);
        }
    }

    @Override
    public String name() {
        return getRouteId() + ' ' + endpoint.getEndpointUri();
    }

    @Override
    public boolean wants(ReceivedEvent event) {
        return filter.wants(event);
    }

    @Override
    public void deliver(Delivery delivery) {
        handler.take(delivery);
    }

    @Override
    public boolean isActive() {
        return taking;
    }

    @Override
    public void trouble(String message, CallFailedException cause) {
        queue.add(() -> handler.tell(message, null, UcwaException.of(cause)));
    }

    private void work(EventQueue mine) {
        while (!mine.isClosed()) {
            try {
                EventQueue.Task task = mine.take();
                if (task != null) {
                    perform(task);
                }
            } catch (InterruptedException e) {
                // only closing the queue ends this thread; a route may have left the flag set
                LOG.debug("Consumer of {} interrupted", endpoint);
            }
        }
    }

    private void perform(EventQueue.Task task) {
        busy = true;
        try {
            task.run();
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            // whatever it is, a consumer must never look started and deliver nothing
            handler.tell("Unexpected error while handling an event", null, e);
        } finally {
            busy = false;
        }
    }

    private boolean isJournaled() {
        return endpoint.getConfiguration().getJournal() != null || endpoint.getConfiguration().getJournalFile() != null;
    }

    /** Credentials and hosts are a matter of configuration: such a route must not look started. */
    private static boolean isFinal(CallFailedException failure) {
        return failure.kind() == FailureKind.CREDENTIALS_REFUSED || failure.kind() == FailureKind.UNTRUSTED;
    }

    private void warnAboutIncoming() {
        boolean incomingKind = !UcwaEndpoint.PARTICIPANT_INVITATION.equals(endpoint.getResource());
        if (incomingKind && !"outgoing".equals(endpoint.getDirection()) && endpoint.getConfiguration().getSignInAs() == null) {
            LOG.warn("{}: without the option signInAs no incoming {} will arrive", lease.account().name(),
                    UcwaEndpoint.ANY_INVITATION.equals(endpoint.getResource()) ? "invitation of any kind" : endpoint.getResource());
        }
    }

    @ManagedAttribute(description = "What the account's channel is doing")
    public String getAccountState() {
        return text("state");
    }

    @ManagedAttribute(description = "Path of the application")
    public String getAccountApplication() {
        return text("application");
    }

    @ManagedAttribute(description = "When the last event came")
    public String getAccountLastEvent() {
        return text("lastEvent");
    }

    @ManagedAttribute(description = "When the last good answer of the server came")
    public String getAccountLastAnswer() {
        return text("lastAnswer");
    }

    @ManagedAttribute(description = "Events the account received")
    public long getAccountEvents() {
        return number("events");
    }

    @ManagedAttribute(description = "How often a failure interrupted the channel")
    public long getAccountReconnects() {
        return number("reconnects");
    }

    @ManagedAttribute(description = "Events that routes are not done with")
    public int getAccountPendingEvents() {
        return (int) number("pendingEvents");
    }

    @ManagedAttribute(description = "Events in the journal that routes are not done with")
    public int getAccountPendingJournalEntries() {
        return (int) number("pendingJournalEntries");
    }

    @ManagedAttribute(description = "Why the channel is not connected")
    public String getAccountFailure() {
        return text("failure");
    }

    private String text(String figure) {
        Object value = figure(figure);
        return value == null ? null : value.toString();
    }

    private long number(String figure) {
        return figure(figure) instanceof Number number ? number.longValue() : 0;
    }

    private Object figure(String figure) {
        AccountLease held = lease;
        return held == null ? null : AccountFigures.of(held.account()).get(figure);
    }
}
