package io.github.camelucwa;

import io.github.camelucwa.account.InvitationOperations;
import io.github.camelucwa.account.InvitationOperations.Taken;
import io.github.camelucwa.http.CallFailedException;

/** Starts an online meeting: how a route gets a conversation to add participants to. */
final class StartOnlineMeetingOperation implements UcwaOperation {

    @Override
    public Taken perform(OperationInput input, InvitationOperations operations) throws CallFailedException {
        return operations.startOnlineMeeting(input.newSubject(), input.newOperationId(), input.completionTimeout());
    }
}
