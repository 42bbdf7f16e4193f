package io.github.camelucwa;

import java.util.concurrent.CompletableFuture;

import io.github.camelucwa.account.InvitationOperations;
import io.github.camelucwa.account.InvitationOperations.Ended;
import io.github.camelucwa.account.InvitationOperations.Fetched;
import io.github.camelucwa.account.InvitationOperations.Taken;
import io.github.camelucwa.http.CallFailedException;

/** Reads an invitation. */
final class GetOperation implements UcwaOperation {

    @Override
    public Taken perform(OperationInput input, InvitationOperations operations) throws CallFailedException {
        Fetched fetched = operations.get(input.invitationHref());
        return new Taken(fetched.href(), null, 200, CompletableFuture.completedFuture(new Ended(null, fetched)));
    }
}
