package io.github.camelucwa;

import io.github.camelucwa.account.InvitationOperations;
import io.github.camelucwa.account.InvitationOperations.Taken;
import io.github.camelucwa.http.CallFailedException;

/** Invites one more person into a conversation. */
final class AddParticipantOperation implements UcwaOperation {

    @Override
    public Taken perform(OperationInput input, InvitationOperations operations) throws CallFailedException {
        return operations.addParticipant(input.conversationHref(), input.invitee(), input.newOperationId(),
                input.completionTimeout());
    }
}
