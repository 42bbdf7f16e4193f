package io.github.camelucwa;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.camelucwa.account.Account;

/** One holder's share of an account; given back once, however often it is asked to. */
final class AccountLease {

    private final Account account;
    private final Runnable giveBack;
    private final AtomicBoolean released = new AtomicBoolean();

    AccountLease(Account account, Runnable giveBack) {
        this.account = account;
        this.giveBack = giveBack;
    }

    Account account() {
        return account;
    }

    void release() {
        if (released.compareAndSet(false, true)) {
            giveBack.run();
        }
    }
}
