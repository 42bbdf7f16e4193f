package io.github.camelucwa;

import java.time.Duration;

import io.github.camelucwa.model.Invitation;
import org.apache.camel.Message;

/** What an operation is given: by header, else by option, else by the body. Complaints name all three. */
final class OperationInput {

    private static final int MAX_OPERATION_ID = 50;
    private static final int MAX_SUBJECT = 250;
    private static final String[] DECLINE_REASONS = { "Global", "Local", "Unknown", "MediaAllocationFailure",
            "EncryptionMismatch", "IPv6NotSupported", "MediaConnectivityFailure", "CodecMismatch", "UnsupportedMedia",
            "InvalidMediaOffer", "InsufficientBandwidth", "InsufficientBandwidthRerouteOverPstn" };

    private final Message message;
    private final UcwaEndpoint endpoint;

    OperationInput(Message message, UcwaEndpoint endpoint) {
        this.message = message;
        this.endpoint = endpoint;
    }

    /** The operation wanted. */
    String operation() {
        String header = header(UcwaConstants.OPERATION);
        if (header == null) {
            return endpoint.getOperation();
        }
        String operation = Choice.of("header " + UcwaConstants.OPERATION, header, UcwaOperations.NAMES);
        if (UcwaEndpoint.PARTICIPANT_INVITATION.equals(endpoint.getResource())) {
            UcwaOperations.refuseOnParticipantInvitation(operation);
        }
        return operation;
    }

    /** Href of the invitation by header or option; null when only the body tells. */
    String givenHref() {
        String header = header(UcwaConstants.HREF);
        return header != null ? header : endpoint.getHref();
    }

    /** Href of the invitation, from wherever. */
    String invitationHref() {
        String given = givenHref();
        return given != null ? given : knownInvitation().getHref();
    }

    /** The invitation in the body, which must be one. */
    Invitation knownInvitation() {
        Invitation invitation = bodyInvitation();
        if (invitation != null) {
            return invitation;
        }
        throw new IllegalArgumentException("No invitation to act on: set the header " + UcwaConstants.HREF
                + ", the option href, or a body that is an Invitation with a self link");
    }

    /** The body when it is an invitation that tells where it is, else null. */
    Invitation bodyInvitation() {
        return message.getBody() instanceof Invitation invitation && invitation.getHref() != null ? invitation : null;
    }

    /** Href of the conversation to invite into. */
    String conversationHref() {
        String header = header(UcwaConstants.CONVERSATION);
        if (header != null) {
            return header;
        }
        if (endpoint.getHref() != null) {
            return endpoint.getHref();
        }
        if (message.getBody() instanceof Invitation invitation && invitation.getConversation() != null) {
            return invitation.getConversation();
        }
        throw new IllegalArgumentException("No conversation to invite into: set the header " + UcwaConstants.CONVERSATION
                + ", the option href, or a body that is an Invitation with a conversation link");
    }

    /** Whom to invite. */
    String invitee() {
        String to = header(UcwaConstants.INVITEE);
        if (to == null) {
            to = endpoint.getTo();
        }
        if (to == null && message.getBody() instanceof String text && !text.isBlank()) {
            to = text.trim();
        }
        if (to == null) {
            throw new IllegalArgumentException("Nobody to invite: set the header " + UcwaConstants.INVITEE
                    + ", the option to, or a String body with a SIP or tel URI");
        }
        if (to.length() > MAX_SUBJECT || !to.matches("(?i)(sips?:[^\\s@<>\"]+@[^\\s@<>\"]+|tel:[^\\s<>\"]+)")) {
            throw new IllegalArgumentException("Whom to invite must be a SIP URI (sip:user@domain) or a tel URI; the header "
                    + UcwaConstants.INVITEE + ", the option to or the body holds something else");
        }
        return to;
    }

    /** Operation id for what is created; null to have one made. */
    String newOperationId() {
        return limited(UcwaConstants.NEW_OPERATION_ID, header(UcwaConstants.NEW_OPERATION_ID), MAX_OPERATION_ID);
    }

    /** Subject of a new meeting, or null. */
    String newSubject() {
        String header = header(UcwaConstants.NEW_SUBJECT);
        return limited(UcwaConstants.NEW_SUBJECT, header != null ? header : endpoint.getSubject(), MAX_SUBJECT);
    }

    /** Why to decline, or null. */
    String declineReason() {
        String reason = header(UcwaConstants.DECLINE_REASON);
        return reason == null ? null : Choice.of("header " + UcwaConstants.DECLINE_REASON, reason, DECLINE_REASONS);
    }

    /** How long to wait for the end; null not to wait. */
    Duration completionTimeout() {
        return endpoint.isWaitForCompletion() ? Duration.ofMillis(endpoint.getCompletionTimeout()) : null;
    }

    /** Takes out the headers that asked for something, so that a following step is not misled. */
    void removeRequests() {
        message.removeHeader(UcwaConstants.OPERATION);
        message.removeHeader(UcwaConstants.INVITEE);
        message.removeHeader(UcwaConstants.NEW_SUBJECT);
        message.removeHeader(UcwaConstants.NEW_OPERATION_ID);
        message.removeHeader(UcwaConstants.DECLINE_REASON);
    }

    private String header(String name) {
        String value = message.getHeader(name, String.class);
        return value == null || value.isBlank() ? null : value.trim();
    }

    private static String limited(String name, String value, int most) {
        if (value != null && value.length() > most) {
            throw new IllegalArgumentException("Header " + name + " has " + value.length() + " characters, allowed are " + most);
        }
        return value;
    }
}
