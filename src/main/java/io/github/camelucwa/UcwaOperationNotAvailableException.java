package io.github.camelucwa;

import io.github.camelucwa.http.CallFailedException;

/** The resource does not carry the link of the operation: it is not possible in the state the message names. */
public class UcwaOperationNotAvailableException extends UcwaException {

    private static final long serialVersionUID = 1L;

    UcwaOperationNotAvailableException(CallFailedException cause) {
        super(cause);
    }
}
