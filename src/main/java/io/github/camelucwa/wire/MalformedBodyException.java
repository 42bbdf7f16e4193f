package io.github.camelucwa.wire;

import java.io.IOException;

/**
 * A body that is not what it claims to be. The message tells what is wrong and where, never what the body says; for the
 * same reason there is no cause, since parsers quote their input.
 */
public class MalformedBodyException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and where */
    public MalformedBodyException(String message) {
        super(message);
    }
}
