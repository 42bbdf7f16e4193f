package io.github.camelucwa;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What a consumer has still to do, oldest first; taken by its one thread, unless suspended. */
final class EventQueue {

    /** Something to do. */
    interface Task extends Runnable {

        /** It will not be done here any more. */
        default void putBack() {
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Task> tasks = new ArrayDeque<>();
    private boolean suspended;
    private boolean leaving;
    private boolean closed;

    /** Adds a task; a closed queue puts it back at once. */
    void add(Task task) {
        lock.lock();
        try {
            if (!closed) {
                tasks.add(task);
                changed.signalAll();
                return;
            }
        } finally {
            lock.unlock();
        }
        task.putBack();
    }

    /** Adds a task that later ones must not overtake. */
    void addFirst(Task task) {
        lock.lock();
        try {
            if (!closed) {
                tasks.addFirst(task);
                changed.signalAll();
                return;
            }
        } finally {
            lock.unlock();
        }
        task.putBack();
    }

    /** The next task; null when closed. */
    Task take() throws InterruptedException {
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

    /** Waits before another attempt at the present task. @return false when there shall be none: closed or leaving */
    boolean pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long nanos = time.toNanos();
            while (!closed && !leaving && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            while (!closed && !leaving && suspended) {
                changed.await();
            }
            return !closed && !leaving;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for something that {@link #wake} tells of. @return whether it has come before the time was up or the queue closed */
    boolean await(BooleanSupplier condition, Duration time) throws InterruptedException {
        lock.lock();
        try {
            long nanos = time.toNanos();
            while (!closed && nanos > 0 && !condition.getAsBoolean()) {
                nanos = changed.awaitNanos(nanos);
            }
            return condition.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    /** Lets {@link #await} look again. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
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

    /** The route is about to stop: what is here may still be done once, but nothing is tried again. */
    void leaving(boolean now) {
        lock.lock();
        try {
            leaving = now;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends it for good and puts back what is left. */
    void close() {
        List<Task> left;
        lock.lock();
        try {
            closed = true;
            left = new ArrayList<>(tasks);
            tasks.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        left.forEach(Task::putBack);
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
