package io.github.camelucwa;

import io.github.camelucwa.http.CallFailedException;

/** The {@code completed} event did not come within {@code completionTimeout}; the invitation may still end later. */
public class UcwaCompletionTimeoutException extends UcwaException {

    private static final long serialVersionUID = 1L;

    UcwaCompletionTimeoutException(CallFailedException cause) {
        super(cause);
    }
}
