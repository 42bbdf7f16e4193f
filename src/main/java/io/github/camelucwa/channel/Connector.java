package io.github.camelucwa.channel;

import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.CallHandle;

/** Signs the account in; called by the channel's thread only. */
public interface Connector {

    /**
     * Discovers the server if necessary, and makes the application or takes it back.
     *
     * @param handle ends it when aborted, whichever request it is at
     */
    Connection connect(CallHandle handle) throws CallFailedException;

    /** Where the server was found does not hold any more (protocol §2.6): the next {@link #connect} discovers it anew. */
    void forgetLocation();
}
