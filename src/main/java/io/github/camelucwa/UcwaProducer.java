package io.github.camelucwa;

import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;

import io.github.camelucwa.account.InvitationOperations.Ended;
import io.github.camelucwa.account.InvitationOperations.Fetched;
import io.github.camelucwa.account.InvitationOperations.Taken;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.ops.AccountFigures;
import io.github.camelucwa.wire.WireFormat;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultAsyncProducer;

/** Performs operations on invitations. Waiting for an invitation's end holds no thread. */
@ManagedResource(description = "Managed UCWA producer")
public class UcwaProducer extends DefaultAsyncProducer {

    private static final String[] DESCRIPTION = { UcwaConstants.RESOURCE, UcwaConstants.STATE, UcwaConstants.DIRECTION,
            UcwaConstants.IMPORTANCE, UcwaConstants.SUBJECT, UcwaConstants.THREAD_ID, UcwaConstants.OPERATION_ID,
            UcwaConstants.TO, UcwaConstants.FROM, UcwaConstants.CONVERSATION };
    private static final String[] OUTCOME = { UcwaConstants.EVENT_STATUS, UcwaConstants.REASON_CODE,
            UcwaConstants.REASON_SUBCODE, UcwaConstants.REASON_MESSAGE };

    private final UcwaEndpoint endpoint;
    private final InvitationMessages messages;
    private volatile AccountLease lease;

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
            taken = perform(exchange.getMessage());
        } catch (CallFailedException e) {
            exchange.setException(UcwaException.of(e));
            callback.done(true);
            return true;
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        if (taken.ended() == null) {
            callback.done(true);
            return true;
        }
        taken.ended().whenComplete((ended, failure) -> {
            try {
                if (failure != null) {
                    exchange.setException(failure(failure));
                } else {
                    completed(exchange.getMessage(), ended);
                }
            } catch (RuntimeException e) {
                exchange.setException(e);
            } finally {
                callback.done(false);
            }
        });
        return false;
    }

    private Taken perform(Message message) throws CallFailedException {
        AccountLease held = lease;
        if (held == null) {
            throw new RejectedExecutionException("The producer of " + endpoint + " is stopped");
        }
        OperationInput input = new OperationInput(message, endpoint);
        String operation = input.operation();
        Taken taken;
        if (UcwaOperations.GET.equals(operation)) {
            Fetched fetched = held.account().operations().get(input.invitationHref());
            taken = new Taken(fetched.href(), null, 200, null);
            read(message, fetched);
        } else {
            taken = UcwaOperations.named(operation).perform(input, held.account().operations());
            message.setHeader(UcwaConstants.HREF, taken.href().toString());
            InvitationMessages.header(message, UcwaConstants.OPERATION_ID, taken.operationId());
        }
        message.setHeader(UcwaConstants.HTTP_RESPONSE_CODE, taken.status());
        input.removeRequests();
        return taken;
    }

    /** What an event told about the end of this very invitation stays: no resource tells it again. */
    private void read(Message message, Fetched fetched) {
        String before = message.getHeader(UcwaConstants.HREF, String.class);
        message.removeHeader(UcwaConstants.FETCH_FAILED);
        replace(message, fetched);
        if (!fetched.href().toString().equals(before)) {
            removeAll(message, OUTCOME);
        }
    }

    private void completed(Message message, Ended ended) {
        removeAll(message, OUTCOME);
        message.removeHeader(UcwaConstants.FETCH_FAILED);
        replace(message, ended.fetched());
        if (ended.event() != null && ended.event().event().isCompleted()) {
            messages.outcome(message, ended.event().event(), ended.fetched().resource());
            return;
        }
        // nobody told the outcome to us, so the state has to
        Invitation invitation = Invitation.of(ended.fetched().resource());
        message.setHeader(UcwaConstants.EVENT_STATUS, "Connected".equals(invitation.getState()) ? "Success" : "Failure");
    }

    /** Headers of the invitation that led here would otherwise stay where the new one has no value of its own. */
    private void replace(Message message, Fetched fetched) {
        removeAll(message, DESCRIPTION);
        messages.describe(message, fetched.resource(), fetched.href());
        message.setHeader(UcwaConstants.HREF, fetched.href().toString());
        message.setBody(messages.body(fetched.resource(), fetched.raw()));
    }

    private static void removeAll(Message message, String[] headers) {
        for (String header : headers) {
            message.removeHeader(header);
        }
    }

    private static Throwable failure(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof CallFailedException failed ? UcwaException.of(failed) : cause;
    }

    @ManagedAttribute(description = "What the account's channel is doing")
    public String getAccountState() {
        return text("state");
    }

    @ManagedAttribute(description = "Path of the application")
    public String getAccountApplication() {
        return text("application");
    }

    @ManagedAttribute(description = "Why the account is not connected")
    public String getAccountFailure() {
        return text("failure");
    }

    private String text(String figure) {
        AccountLease held = lease;
        Object value = held == null ? null : AccountFigures.of(held.account()).get(figure);
        return value == null ? null : value.toString();
    }
}
