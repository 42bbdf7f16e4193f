package io.github.camelucwa;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.github.camelucwa.channel.Backoff;
import io.github.camelucwa.channel.EventListener;
import io.github.camelucwa.channel.ReceivedEvent;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.FailureKind;
import io.github.camelucwa.wire.WireFormat;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns events of the account's channel into exchanges: one after the other on a thread of its own, so that a slow route
 * delays nobody else.
 */
public class UcwaConsumer extends DefaultConsumer implements Suspendable, ShutdownAware, EventListener {

    private static final Logger LOG = LoggerFactory.getLogger(UcwaConsumer.class);

    private final UcwaEndpoint endpoint;
    private final EventFilter filter;
    private final InvitationMessages messages;
    private AccountLease lease;
    private EventResources resources;
    private volatile EventQueue queue = new EventQueue();
    private volatile boolean taking;
    private volatile boolean busy;

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
        lease = UcwaAccounts.of(endpoint.getCamelContext()).acquire(endpoint);
        resources = new EventResources(endpoint.getFetch(), lease.account());
        queue = new EventQueue();
        taking = true;
        lease.account().add(this);
        CallFailedException failure = lease.account().signIn();
        if (failure != null && isFinal(failure)) {
            throw UcwaException.of(failure);
        }
        EventQueue mine = queue;
        getEndpoint().getCamelContext().getExecutorServiceManager()
                .newThread("ucwa-consumer " + lease.account().name() + " " + endpoint.getResource(), () -> work(mine)).start();
        warnAboutIncoming();
    }

    @Override
    protected void doStop() throws Exception {
        taking = false;
        queue.close();
        AccountLease held = lease;
        lease = null;
        if (held != null) {
            held.account().remove(this);
            held.release();
        }
        super.doStop();
    }

    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        taking = false;
        queue.suspend(true);
        lease.account().demandChanged();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        taking = true;
        queue.suspend(false);
        lease.account().demandChanged();
    }

    /** Called first of all when a route is to stop: no new events from here on, those that are here are finished. */
    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        taking = false;
        AccountLease held = lease;
        if (held != null) {
            if (isJournaled()) {
                // what waits is safe in the journal and comes again after the restart
                queue.close();
            }
            held.account().demandChanged();
        }
        return true;
    }

    @Override
    public int getPendingExchangesSize() {
        boolean waits = !isSuspendingOrSuspended() && !queue.isClosed();
        return (waits ? queue.size() : 0) + (busy ? 1 : 0);
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (forced) {
            queue.close();
        }
    }

    @Override
    public boolean wants(ReceivedEvent event) {
        return filter.wants(event);
    }

    @Override
    public void deliver(ReceivedEvent event, Runnable done) {
        queue.add(() -> handle(event, done));
    }

    @Override
    public boolean isActive() {
        return taking;
    }

    @Override
    public void trouble(String message, CallFailedException cause) {
        queue.add(() -> getExceptionHandler().handleException(message, UcwaException.of(cause)));
    }

    private void work(EventQueue mine) {
        try {
            for (Runnable task = mine.take(); task != null; task = mine.take()) {
                busy = true;
                try {
                    task.run();
                } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
                    // whatever it is, a consumer must never look started and deliver nothing
                    getExceptionHandler().handleException("Unexpected error while handling an event", e);
                } finally {
                    busy = false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.debug("Consumer of {} interrupted", endpoint);
        }
    }

    private void handle(ReceivedEvent event, Runnable done) {
        Backoff pauses = pauses();
        EventQueue mine = queue;
        try {
            while (true) {
                EventResources.Found found = findPatiently(event, mine);
                if (found == null) {
                    return;
                }
                if (found.complete() && !filter.wants(event, found.resource())) {
                    done.run();
                    return;
                }
                if (!emit(event, found, done) || !mine.pause(pauses.next(Duration.ZERO)) || !mine.awaitResumed()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CallFailedException e) {
            refuse(event, e);
            done.run();
        }
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
                if (!mine.pause(pauses.next(e.retryAfter())) || !mine.awaitResumed()) {
                    return null;
                }
            }
        }
        return null;
    }

    /** @return true when the event is to be tried again */
    private boolean emit(ReceivedEvent event, EventResources.Found found, Runnable done) throws InterruptedException {
        Exchange exchange = createExchange(false);
        fill(exchange.getMessage(), event, found);
        boolean[] again = new boolean[1];
        ExchangeOutcome outcome = new ExchangeOutcome(exchange, (at, result, cause) -> {
            switch (result) {
                case DONE -> done.run();
                case NOT_PROCESSED -> LOG.debug("{} was not processed, since Camel is going down", event);
                default -> {
                    getExceptionHandler().handleException("Error processing the event", at, cause);
                    if (endpoint.isBreakOnFirstError()) {
                        again[0] = true;
                    } else {
                        done.run();
                    }
                }
            }
        }, () -> releaseExchange(exchange, false));
        exchange.getExchangeExtension().addOnCompletion(outcome);
        getAsyncProcessor().process(exchange, outcome);
        outcome.awaitCallback();
        return again[0];
    }

    /** An event whose resource may not or cannot be had at all: the exception handler gets what is known of it. */
    private void refuse(ReceivedEvent event, CallFailedException cause) {
        Exchange exchange = createExchange(false);
        try {
            fill(exchange.getMessage(), event, resources.known(event, false));
            UcwaException failure = UcwaException.of(cause);
            exchange.setException(failure);
            getExceptionHandler().handleException("The resource of the event was not fetched", exchange, failure);
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
}
