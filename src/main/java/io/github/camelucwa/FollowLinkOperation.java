package io.github.camelucwa;

import java.util.Map;

import io.github.camelucwa.account.InvitationOperations;
import io.github.camelucwa.account.InvitationOperations.Taken;
import io.github.camelucwa.http.CallFailedException;

/** Follows a link of the invitation: cancel, accept, decline. */
final class FollowLinkOperation implements UcwaOperation {

    private final String rel;

    FollowLinkOperation(String rel) {
        this.rel = rel;
    }

    @Override
    public Taken perform(OperationInput input, InvitationOperations operations) throws CallFailedException {
        String reason = "decline".equals(rel) ? input.declineReason() : null;
        return operations.follow(rel, input.givenHref(), input.givenHref() == null ? input.knownInvitation() : null,
                reason == null ? null : Map.of("reason", reason), input.completionTimeout());
    }
}
