package io.github.camelucwa.account;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.camelucwa.channel.Connection;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.FailureKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the server at a steady pace that the account is alive, due at least every four minutes (protocol §5.2). */
final class ActivityReporter {

    private static final Logger LOG = LoggerFactory.getLogger(ActivityReporter.class);

    /** What to do when the report shows that the application is gone. */
    @FunctionalInterface
    interface Lost {
        void lost(URI application);
    }

    private final Applications applications;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final Duration interval;
    private final Lost lost;
    private ScheduledFuture<?> reports;

    /** @param workers makes the call: a server that does not answer must not keep the timer from its other tasks */
    ActivityReporter(Applications applications, ScheduledExecutorService timer, Executor workers, Duration interval,
                     Lost lost) {
        this.applications = applications;
        this.timer = timer;
        this.workers = workers;
        this.interval = interval;
        this.lost = lost;
    }

    synchronized void start(Connection connection, URI reportMyActivity) {
        stop();
        AtomicBoolean busy = new AtomicBoolean();
        reports = timer.scheduleAtFixedRate(() -> begin(connection, reportMyActivity, busy), interval.toMillis(),
                interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized void stop() {
        if (reports != null) {
            reports.cancel(false);
            reports = null;
        }
    }

    private void begin(Connection connection, URI reportMyActivity, AtomicBoolean busy) {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        try {
            workers.execute(() -> {
                try {
                    report(connection, reportMyActivity);
                } finally {
                    busy.set(false);
                }
            });
        } catch (RejectedExecutionException e) {
            // an exception would end the schedule for good
            busy.set(false);
            LOG.debug("Activity could not be reported, since no thread is free: {}", e.toString());
        }
    }

    private void report(Connection connection, URI reportMyActivity) {
        try {
            applications.reportActivity(reportMyActivity);
        } catch (CallFailedException e) {
            LOG.debug("Activity could not be reported: {}", e.getMessage());
            boolean gone = e.kind() == FailureKind.APPLICATION_LOST || e.kind() == FailureKind.APPLICATION_REFUSED
                    || "MakeMeAvailableRequired".equals(e.subcode());
            if (gone) {
                // this call is often the first to notice (protocol §5.2); signing in again also makes available again
                stop();
                lost.lost(connection.application());
            }
        } catch (RuntimeException e) {
            LOG.warn("Activity could not be reported", e);
        }
    }
}
