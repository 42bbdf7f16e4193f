package io.github.camelucwa;

import io.github.camelucwa.http.CallFailedException;

/** The credentials were refused, or no token can be had for a host. */
public class UcwaAuthenticationException extends UcwaException {

    private static final long serialVersionUID = 1L;

    UcwaAuthenticationException(CallFailedException cause) {
        super(cause);
    }
}
