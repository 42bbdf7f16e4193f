package io.github.camelucwa;

import io.github.camelucwa.account.InvitationOperations;
import io.github.camelucwa.account.InvitationOperations.Taken;
import io.github.camelucwa.http.CallFailedException;

/** One operation of the producer. */
interface UcwaOperation {

    /**
     * Performs it.
     *
     * @param input what the exchange, or else the endpoint, gives
     * @return what the server took; its reply is written by {@link UcwaProducer}
     */
    Taken perform(OperationInput input, InvitationOperations operations) throws CallFailedException;
}
