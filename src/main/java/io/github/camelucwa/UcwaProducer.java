package io.github.camelucwa;

import java.util.concurrent.CompletionException;

import io.github.camelucwa.account.InvitationOperations.Ended;
import io.github.camelucwa.account.InvitationOperations.Taken;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.model.Event;
import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.wire.WireFormat;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

/** Performs operations on invitations. Waiting for an invitation's end holds no thread. */
public class UcwaProducer extends DefaultAsyncProducer {

    private final UcwaEndpoint endpoint;
    private final InvitationMessages messages;
    private AccountLease lease;

    public UcwaProducer(UcwaEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.messages = new InvitationMessages(endpoint.getBodyType(),
                WireFormat.valueOf(endpoint.getConfiguration().getWireFormat().toUpperCase(java.util.Locale.ROOT)));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        lease = UcwaAccounts.of(endpoint.getCamelContext()).acquire(endpoint);
        lease.account().addProducer();
    }

    @Override
    protected void doStop() throws Exception {
        AccountLease held = lease;
        lease = null;
        if (held != null) {
            held.account().removeProducer();
            held.release();
        }
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Taken taken;
        try {
            OperationInput input = new OperationInput(exchange.getMessage(), endpoint);
            taken = UcwaOperations.named(input.operation()).perform(input, lease.account().operations());
            input.removeRequests();
            reply(exchange.getMessage(), taken);
        } catch (CallFailedException e) {
            exchange.setException(UcwaException.of(e));
            callback.done(true);
            return true;
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        if (taken.ended() == null || taken.ended().isDone() && !taken.ended().isCompletedExceptionally()) {
            if (taken.ended() != null) {
                ended(exchange.getMessage(), taken.ended().join());
            }
            callback.done(true);
            return true;
        }
        taken.ended().whenComplete((ended, failure) -> {
            try {
                if (failure != null) {
                    exchange.setException(failure(failure));
                } else {
                    ended(exchange.getMessage(), ended);
                }
            } catch (RuntimeException e) {
                exchange.setException(e);
            } finally {
                callback.done(false);
            }
        });
        return false;
    }

    private static void reply(Message message, Taken taken) {
        message.setHeader(UcwaConstants.HTTP_RESPONSE_CODE, taken.status());
        message.setHeader(UcwaConstants.HREF, taken.href().toString());
        InvitationMessages.header(message, UcwaConstants.OPERATION_ID, taken.operationId());
    }

    private void ended(Message message, Ended ended) {
        removeEarlierInvitation(message);
        messages.describe(message, ended.fetched().resource(), ended.fetched().href());
        message.setHeader(UcwaConstants.HREF, ended.fetched().href().toString());
        if (ended.event() != null) {
            Event event = ended.event().event();
            message.setHeader(UcwaConstants.EVENT_STATUS, "Failure");
            messages.outcome(message, event);
        } else {
            Invitation invitation = Invitation.of(ended.fetched().resource());
            if (invitation.isFinal()) {
                message.setHeader(UcwaConstants.EVENT_STATUS,
                        "Connected".equals(invitation.getState()) ? "Success" : "Failure");
            }
        }
        message.setBody(messages.body(ended.fetched().resource(), ended.fetched().raw()));
    }

    /** Headers of the event that led here would otherwise stay where the new invitation has no value of its own. */
    private static void removeEarlierInvitation(Message message) {
        for (String header : new String[] { UcwaConstants.STATE, UcwaConstants.DIRECTION, UcwaConstants.IMPORTANCE,
                UcwaConstants.SUBJECT, UcwaConstants.THREAD_ID, UcwaConstants.OPERATION_ID, UcwaConstants.TO,
                UcwaConstants.FROM, UcwaConstants.CONVERSATION, UcwaConstants.EVENT_STATUS, UcwaConstants.REASON_CODE,
                UcwaConstants.REASON_SUBCODE, UcwaConstants.REASON_MESSAGE }) {
            message.removeHeader(header);
        }
    }

    private static Throwable failure(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof CallFailedException failed ? UcwaException.of(failed) : cause;
    }
}
