package io.github.camelucwa.account;

import java.util.Collection;

/** Tells which accounts a Camel context has in use; found as a service of the context. */
public interface AccountDirectory {

    /** The accounts in use now. */
    Collection<Account> accounts();
}
