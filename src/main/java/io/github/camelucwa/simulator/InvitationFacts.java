package io.github.camelucwa.simulator;

/**
 * What does not change during the life of an invitation.
 *
 * @param kind        its kind
 * @param incoming    whether somebody else invites us
 * @param id          names the resource
 * @param actionId    names its operations; differs from the id, as in the reference sample, so that a built URL leads nowhere
 * @param operationId echo of what the client sent, or null
 * @param from        SIP URI of who invites
 * @param to          SIP URI of who is invited
 * @param subject     never null
 * @param message     data URI of the first message, or null
 */
record InvitationFacts(InvitationKind kind, boolean incoming, String id, String actionId, String operationId, String from, String to,
                       String subject, String message) {
}
