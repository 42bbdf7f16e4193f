package io.github.camelucwa;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

import io.github.camelucwa.account.Account;
import io.github.camelucwa.channel.Backoff;
import io.github.camelucwa.channel.ChannelMetrics;
import io.github.camelucwa.channel.Delivery;
import io.github.camelucwa.channel.ReceivedEvent;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.FailureKind;
import io.github.camelucwa.wire.WireFormat;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RollbackExchangeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes exchanges of the events of one consumer, sees how they end, and tries again what has to be tried again. */
final class EventHandler {

    private static final Logger LOG = LoggerFactory.getLogger(UcwaConsumer.class);

    private final UcwaConsumer consumer;
    private final UcwaEndpoint endpoint;
    private final EventFilter filter;
    private final EventResources resources;
    private final InvitationMessages messages;
    private final ChannelMetrics metrics;
    private final EventQueue queue;

    /**
     * @param consumer whose processor and exception handler are used
     * @param account  tells resources of events that do not embed them
     * @param queue    what is still to be done
     */
    EventHandler(UcwaConsumer consumer, UcwaEndpoint endpoint, Account account, EventQueue queue) {
        this.consumer = consumer;
        this.endpoint = endpoint;
        this.filter = new EventFilter(endpoint);
        this.resources = new EventResources(endpoint.getFetch(), account);
        this.messages = new InvitationMessages(endpoint.getBodyType(),
                WireFormat.valueOf(endpoint.getConfiguration().getWireFormat().toUpperCase(Locale.ROOT)));
        this.metrics = account.metrics();
        this.queue = queue;
    }

    /** Puts a delivery at the end of the queue. */
    void take(Delivery delivery) {
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

    private void handle(Delivery delivery) {
        Backoff pauses = pauses();
        try {
            while (true) {
                EventResources.Found found = findPatiently(delivery.event());
                if (found == null) {
                    giveUp(delivery);
                    return;
                }
                if (found.complete() && !filter.wants(delivery.event(), found.resource())) {
                    delivery.done();
                    return;
                }
                if (!emit(delivery, found)) {
                    return;
                }
                if (!queue.pause(pauses.next(Duration.ZERO))) {
                    giveUp(delivery);
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Interrupted, {} begins anew", delivery.event());
            queue.addFirst(task(delivery));
        } catch (CallFailedException e) {
            refuse(delivery.event(), e);
            delivery.done();
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            tell("The event could not be made an exchange", null, e);
            delivery.done();
        }
    }

    /** The route is leaving while an event is still being tried: it comes again, and later ones must not overtake it. */
    private void giveUp(Delivery delivery) {
        delivery.putBack();
        queue.close();
    }

    /** A server that cannot be asked now does not cost the event: it is asked again until the consumer stops. */
    private EventResources.Found findPatiently(ReceivedEvent event) throws CallFailedException, InterruptedException {
        Backoff pauses = pauses();
        while (!queue.isClosed()) {
            try {
                return resources.find(event);
            } catch (CallFailedException e) {
                if (e.kind() == FailureKind.STOPPED) {
                    return null;
                }
                if (!mayPass(e)) {
                    throw e;
                }
                LOG.debug("The resource of {} cannot be fetched now: {}", event, e.getMessage());
                if (!queue.pause(pauses.next(e.retryAfter()))) {
                    return null;
                }
            }
        }
        return null;
    }

    /** Refused credentials are a matter of the account, not of the event: it waits until somebody has put them right. */
    private static boolean mayPass(CallFailedException e) {
        return e.kind().isRetryable() || e.kind() == FailureKind.CREDENTIALS_REFUSED
                || e.kind() == FailureKind.APPLICATION_REFUSED;
    }

    /** @return true when the event is to be tried again */
    private boolean emit(Delivery delivery, EventResources.Found found) throws InterruptedException {
        Exchange exchange = consumer.createExchange(false);
        fill(exchange.getMessage(), delivery.event(), found);
        Attempt attempt = new Attempt(delivery);
        ExchangeOutcome outcome = new ExchangeOutcome(exchange, attempt, () -> queue.isClosed() || !consumer.isRunAllowed(),
                () -> consumer.releaseExchange(exchange, false));
        exchange.getExchangeExtension().addOnCompletion(outcome);
        consumer.getAsyncProcessor().process(exchange, outcome);
        outcome.awaitCallback();
        return endpoint.isBreakOnFirstError() && attempt.awaitWhetherAgain();
    }

    /** One attempt to get an event processed. */
    private final class Attempt implements ExchangeOutcome.Listener {

        private final Delivery delivery;
        private boolean ended;
        private boolean again;
        private boolean left;

        Attempt(Delivery delivery) {
            this.delivery = delivery;
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
                queue.addFirst(task(delivery));
            }
            queue.wake();
        }

        /** Waits, {@code acknowledgeTimeout} at most, for the end of an exchange that was handed over, as to {@code seda}. */
        boolean awaitWhetherAgain() throws InterruptedException {
            queue.await(this::hasEnded, Duration.ofMillis(endpoint.getConfiguration().getAcknowledgeTimeout()));
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
    void tell(String message, Exchange at, Throwable cause) {
        try {
            consumer.getExceptionHandler().handleException(message, at, cause);
        } catch (RuntimeException e) {
            LOG.error("The exception handler of {} failed", endpoint, e);
        }
    }

    /** An event whose resource may not or cannot be had at all: the exception handler gets what is known of it. */
    private void refuse(ReceivedEvent event, CallFailedException cause) {
        Exchange exchange = consumer.createExchange(false);
        try {
            fill(exchange.getMessage(), event, resources.known(event, false));
            UcwaException failure = UcwaException.of(cause);
            exchange.setException(failure);
            tell("The resource of the event was not fetched", exchange, failure);
        } finally {
            consumer.releaseExchange(exchange, false);
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
}
