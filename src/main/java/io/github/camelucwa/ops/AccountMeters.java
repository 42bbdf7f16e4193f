package io.github.camelucwa.ops;

import io.github.camelucwa.account.Account;
import io.github.camelucwa.channel.ChannelMetrics;
import org.apache.camel.CamelContext;

/** Meters of one account; without Micrometer or without a registry in the context they measure nothing. */
public interface AccountMeters extends ChannelMetrics, AutoCloseable {

    /** The meters for an account of this context. */
    static AccountMeters of(CamelContext context, String account) {
        boolean there = context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") != null;
        AccountMeters meters = there ? MicrometerMeters.of(context, account) : null;
        return meters == null ? new AccountMeters() {
        } : meters;
    }

    /** Lets the figures that the account itself counts be read. */
    default void bind(Account account) {
    }

    /** Removes the meters. */
    @Override
    default void close() {
    }
}
