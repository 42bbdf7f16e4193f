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
        String href = input.givenHref();
        return operations.follow(rel, href, href == null ? input.knownInvitation() : input.bodyInvitation(),
                reason == null ? null : Map.of("reason", reason), input.completionTimeout());
    }
}
