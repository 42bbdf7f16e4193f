package io.github.camelucwa;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

import io.github.camelucwa.channel.Backoff;
import io.github.camelucwa.channel.ChannelMetrics;
import io.github.camelucwa.channel.Delivery;
import io.github.camelucwa.channel.EventListener;
import io.github.camelucwa.channel.ReceivedEvent;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.FailureKind;
import io.github.camelucwa.ops.AccountFigures;
import io.github.camelucwa.ops.AccountHealthCheck;
import io.github.camelucwa.wire.WireFormat;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.PollingConsumerPollingStrategy;
import org.apache.camel.Processor;
import org.apache.camel.RollbackExchangeException;
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
    private final InvitationMessages messages;
    private volatile AccountLease lease;
    private EventResources resources;
    private volatile ChannelMetrics metrics = ChannelMetrics.NONE;
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
        this.messages = new InvitationMessages(endpoint.getBodyType(),
                WireFormat.valueOf(endpoint.getConfiguration().getWireFormat().toUpperCase(java.util.Locale.ROOT)));
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
        resources = new EventResources(endpoint.getFetch(), lease.account());
        metrics = lease.account().metrics();
        queue = new EventQueue();
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
        queue.add(task(delivery));
    }

    private EventQueue.Task task(Delivery delivery) {
        return new EventQueue.Task() {
            @Override
            public void run() {
                handle(delivery);
            }

            @Override
            public void putBack() {
                delivery.putBack();
            }
        };
    }

    @Override
    public boolean isActive() {
        return taking;
    }

    @Override
    public void trouble(String message, CallFailedException cause) {
        queue.add(() -> tell(message, null, UcwaException.of(cause)));
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
            tell("Unexpected error while handling an event", null, e);
        } finally {
            busy = false;
        }
    }

    private void handle(Delivery delivery) {
        Backoff pauses = pauses();
        EventQueue mine = queue;
        try {
            while (true) {
                EventResources.Found found = findPatiently(delivery.event(), mine);
                if (found == null) {
                    giveUp(delivery, mine);
                    return;
                }
                if (found.complete() && !filter.wants(delivery.event(), found.resource())) {
                    delivery.done();
                    return;
                }
                if (!emit(delivery, found, mine)) {
                    return;
                }
                if (!mine.pause(pauses.next(Duration.ZERO))) {
                    giveUp(delivery, mine);
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Interrupted, {} begins anew", delivery.event());
            mine.addFirst(task(delivery));
        } catch (CallFailedException e) {
            refuse(delivery.event(), e);
            delivery.done();
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            tell("The event could not be made an exchange", null, e);
            delivery.done();
        }
    }

    /** The route is leaving while an event is still being tried: it comes again, and later ones must not overtake it. */
    private static void giveUp(Delivery delivery, EventQueue mine) {
        delivery.putBack();
        mine.close();
    }

    /** A server that cannot be asked now does not cost the event: it is asked again until the consumer stops. */
    private EventResources.Found findPatiently(ReceivedEvent event, EventQueue mine)
            throws CallFailedException, InterruptedException {
        Backoff pauses = pauses();
        while (!mine.isClosed()) {
            try {
                return resources.find(event);
            } catch (CallFailedException e) {
                if (e.kind() == FailureKind.STOPPED) {
                    return null;
                }
                if (!e.kind().isRetryable()) {
                    throw e;
                }
                LOG.debug("The resource of {} cannot be fetched now: {}", event, e.getMessage());
                if (!mine.pause(pauses.next(e.retryAfter()))) {
                    return null;
                }
            }
        }
        return null;
    }

    /** @return true when the event is to be tried again */
    private boolean emit(Delivery delivery, EventResources.Found found, EventQueue mine) throws InterruptedException {
        Exchange exchange = createExchange(false);
        fill(exchange.getMessage(), delivery.event(), found);
        Attempt attempt = new Attempt(delivery, mine);
        ExchangeOutcome outcome = new ExchangeOutcome(exchange, attempt, () -> mine.isClosed() || !isRunAllowed(),
                () -> releaseExchange(exchange, false));
        exchange.getExchangeExtension().addOnCompletion(outcome);
        getAsyncProcessor().process(exchange, outcome);
        outcome.awaitCallback();
        return endpoint.isBreakOnFirstError() && attempt.awaitWhetherAgain();
    }

    /** One attempt to get an event processed. */
    private final class Attempt implements ExchangeOutcome.Listener {

        private final Delivery delivery;
        private final EventQueue mine;
        private boolean ended;
        private boolean again;
        private boolean left;

        Attempt(Delivery delivery, EventQueue mine) {
            this.delivery = delivery;
            this.mine = mine;
        }

        @Override
        public void ended(Exchange at, ExchangeOutcome.Result result, Throwable cause) {
            metrics.exchange(result == ExchangeOutcome.Result.FAILED,
                    Duration.between(delivery.event().receivedAt(), Instant.now()));
            boolean retried = false;
            switch (result) {
                case DONE -> delivery.done();
                case NOT_PROCESSED -> {
                    LOG.debug("{} was not processed, since the route is going down", delivery.event());
                    delivery.putBack();
                }
                default -> {
                    tell("Error processing the event", at, cause != null ? cause
                            : new RollbackExchangeException("The exchange was marked to be rolled back", at));
                    retried = endpoint.isBreakOnFirstError();
                    if (!retried) {
                        delivery.done();
                    }
                }
            }
            finish(retried);
        }

        private void finish(boolean retried) {
            boolean tooLate;
            synchronized (this) {
                ended = true;
                again = retried;
                tooLate = retried && left;
            }
            if (tooLate) {
                mine.addFirst(task(delivery));
            }
            mine.wake();
        }

        /** Waits, {@code acknowledgeTimeout} at most, for the end of an exchange that was handed over, as to {@code seda}. */
        boolean awaitWhetherAgain() throws InterruptedException {
            mine.await(this::hasEnded, Duration.ofMillis(endpoint.getConfiguration().getAcknowledgeTimeout()));
            synchronized (this) {
                left = !ended;
                return again;
            }
        }

        private synchronized boolean hasEnded() {
            return ended;
        }
    }

    /** A handler that fails itself must not cost more than its report. */
    private void tell(String message, Exchange at, Throwable cause) {
        try {
            getExceptionHandler().handleException(message, at, cause);
        } catch (RuntimeException e) {
            LOG.error("The exception handler of {} failed", endpoint, e);
        }
    }

    /** An event whose resource may not or cannot be had at all: the exception handler gets what is known of it. */
    private void refuse(ReceivedEvent event, CallFailedException cause) {
        Exchange exchange = createExchange(false);
        try {
            fill(exchange.getMessage(), event, resources.known(event, false));
            UcwaException failure = UcwaException.of(cause);
            exchange.setException(failure);
            tell("The resource of the event was not fetched", exchange, failure);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void fill(Message message, ReceivedEvent event, EventResources.Found found) {
        message.setBody(messages.body(found.resource(), found.raw()));
        messages.describe(message, found.resource(), found.base());
        messages.outcome(message, event.event(), found.resource());
        message.setHeader(UcwaConstants.EVENT_TYPE, event.event().type());
        message.setHeader(UcwaConstants.EVENT_ID, event.id());
        message.setHeader(UcwaConstants.RESOURCE, event.event().link().rel());
        event.target().ifPresent(href -> message.setHeader(UcwaConstants.HREF, href.toString()));
        InvitationMessages.header(message, UcwaConstants.SIP_ADDRESS,
                ConfigurationRules.sipAddress(endpoint.getConfiguration()));
        message.setHeader(UcwaConstants.MESSAGE_TIMESTAMP, event.receivedAt().toEpochMilli());
        if (found.fetchFailed()) {
            message.setHeader(UcwaConstants.FETCH_FAILED, true);
        }
        if (event.replayed()) {
            message.setHeader(UcwaConstants.REPLAYED, true);
        }
    }

    private Backoff pauses() {
        UcwaConfiguration c = endpoint.getConfiguration();
        return new Backoff(Duration.ofMillis(c.getReconnectDelay()), c.getReconnectBackoff(),
                Duration.ofMillis(c.getReconnectMaxDelay()), ThreadLocalRandom.current()::nextDouble);
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
