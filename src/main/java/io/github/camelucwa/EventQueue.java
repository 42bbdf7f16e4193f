package io.github.camelucwa;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What a consumer has still to do, oldest first; taken by its one thread, unless suspended. */
final class EventQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean suspended;
    private boolean closed;

    void add(Runnable task) {
        lock.lock();
        try {
            tasks.add(task);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next task; null when closed. */
    Runnable take() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && (suspended || tasks.isEmpty())) {
                changed.await();
            }
            return closed ? null : tasks.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits, unless it is closed before. @return false when closed */
    boolean pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long nanos = time.toNanos();
            while (!closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits as long as it is suspended. @return false when closed */
    boolean awaitResumed() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && suspended) {
                changed.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    void suspend(boolean now) {
        lock.lock();
        try {
            suspended = now;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return tasks.size();
        } finally {
            lock.unlock();
        }
    }
}
