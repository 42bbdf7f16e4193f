package io.github.camelucwa.account;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

import io.github.camelucwa.channel.ChannelMetrics;
import io.github.camelucwa.http.TokenSource;
import io.github.camelucwa.http.Transport;
import io.github.camelucwa.http.TrustedHosts;

/** What an account needs of its surroundings while it runs; made afresh for each start. */
public interface Runtime {

    /** The HTTP transport; the account closes it. */
    Transport transport() throws Exception;

    /** Who may receive credentials. */
    TrustedHosts trustedHosts();

    /** Where tokens come from. */
    TokenSource tokens(Transport transport, TrustedHosts trusted);

    /** A named thread that is not started yet. */
    Thread newThread(String name, Runnable task);

    /** For short timed tasks. */
    ScheduledExecutorService timer();

    /** Runs what may take long, such as the rest of a route after a wait. */
    Executor workers();

    /** Is told what is worth measuring. */
    ChannelMetrics metrics();

    /** What time it is. */
    Clock clock();
}
