package io.github.camelucwa;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;

/**
 * Finds out how an exchange really ended. Callback and synchronization each alone tell it wrongly in some case: a rolled-back
 * exchange completes, one handed to {@code seda} calls back long before it is done, one sent into a route that is being
 * forced down is never completed at all.
 */
final class ExchangeOutcome implements Synchronization, AsyncCallback {

    /** What became of it. */
    enum Result {
        DONE,
        FAILED,
        /** Camel went down with it: it must come again. */
        NOT_PROCESSED
    }

    /** Takes the result, once. */
    @FunctionalInterface
    interface Listener {
        void ended(Exchange exchange, Result result, Throwable cause);
    }

    private final Exchange exchange;
    private final Listener listener;
    private final BooleanSupplier goingDown;
    private final Runnable release;
    private final AtomicBoolean told = new AtomicBoolean();
    private final CountDownLatch calledBack = new CountDownLatch(1);
    private boolean synchronizationFired;
    private boolean failedAsTold;
    private Throwable failure;
    private boolean handedOver;

    /**
     * @param goingDown whether the consumer or Camel is going down, so that work may have been refused or broken off
     * @param release gives the exchange back to its factory; the exchange must not be touched afterwards
     */
    ExchangeOutcome(Exchange exchange, Listener listener, BooleanSupplier goingDown, Runnable release) {
        this.exchange = exchange;
        this.listener = listener;
        this.goingDown = goingDown;
        this.release = release;
    }

    /** Waits until the route has let go of the exchange, though a processor may have left the thread's interrupt flag set. */
    void awaitCallback() {
        while (true) {
            try {
                calledBack.await();
                return;
            } catch (InterruptedException e) {
                // the flag is cleared by that; the exchange must not be touched by two
                continue;
            }
        }
    }

    @Override
    public void onComplete(Exchange completed) {
        fired(completed, null, false);
    }

    @Override
    public void onFailure(Exchange failed) {
        fired(failed, failed.getException(), true);
    }

    private void fired(Exchange at, Throwable cause, boolean failed) {
        boolean now;
        synchronized (this) {
            synchronizationFired = true;
            failure = cause;
            failedAsTold = failed || at.isRollbackOnly() || at.isRollbackOnlyLast();
            now = handedOver;
        }
        if (now) {
            tell(at, failedAsTold, cause);
        }
    }

    @Override
    public void done(boolean doneSync) {
        try {
            Throwable cause = exchange.getException();
            boolean failed = cause != null || exchange.isRollbackOnly() || exchange.isRollbackOnlyLast();
            boolean known;
            synchronized (this) {
                known = failed || synchronizationFired;
                handedOver = !known;
                failed = failed || failedAsTold;
                cause = cause == null ? failure : cause;
            }
            if (known) {
                tell(exchange, failed, cause);
            }
        } finally {
            release.run();
            calledBack.countDown();
        }
    }

    private void tell(Exchange at, boolean failed, Throwable cause) {
        if (told.compareAndSet(false, true)) {
            boolean brokenOff = isBrokenOff(cause) && (goingDown.getAsBoolean() || isForcedDown(at)) || isStopped(cause);
            listener.ended(at, brokenOff ? Result.NOT_PROCESSED : failed ? Result.FAILED : Result.DONE, cause);
        }
    }

    private static boolean isForcedDown(Exchange at) {
        return at.getContext().getShutdownStrategy().isForceShutdown() || !at.getContext().isRunAllowed();
    }

    /** A wait for an invitation's end is broken off before Camel counts as going down. */
    private static boolean isStopped(Throwable failure) {
        return failure instanceof UcwaException ucwa && ucwa.isStopped();
    }

    private static boolean isBrokenOff(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RejectedExecutionException || cause instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }
}
