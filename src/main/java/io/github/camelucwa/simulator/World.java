package io.github.camelucwa.simulator;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all parts of the server share: time, chance, accounts, people and switches. */
final class World {

    private static final Logger LOG = LoggerFactory.getLogger(World.class);

    private final Map<String, SimulatedAccount> accounts = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Reactions reactions = new Reactions();
    private final Map<String, SimulatedApplication> applications = new ConcurrentHashMap<>();
    private final Behaviour behaviour = new Behaviour();
    private final Random ids;
    private final ScheduledThreadPoolExecutor scheduler;
    private volatile SimulatedTime time;

    World(SimulatedTime time, long seed) {
        this.time = time;
        this.ids = new Random(seed);
        scheduler = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "ucwa-simulator-clock");
            thread.setDaemon(true);
            return thread;
        });
        // thousands of polls come and go; what was cancelled must not wait for its hour in the queue
        scheduler.setRemoveOnCancelPolicy(true);
    }

    SimulatedTime time() {
        return time;
    }

    void time(SimulatedTime changed) {
        time = changed;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    /** Runs something after a duration of server time. */
    Future<?> after(Duration serverTime, Runnable action) {
        return afterReal(time.compressed(serverTime), action);
    }

    Future<?> after(SimulatedTimer timer, Runnable action) {
        return afterReal(time.compressed(timer), action);
    }

    private Future<?> afterReal(Duration duration, Runnable action) {
        try {
            return scheduler.schedule(() -> run(action), duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // closed meanwhile: nothing happens any more
            return CompletableFuture.completedFuture(null);
        }
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("A timer of the simulator failed", e);
        }
    }

    void close() {
        scheduler.shutdownNow();
    }

    SimulatedAccount account(String sipAddress) {
        return accounts.get(key(sipAddress));
    }

    /** In the order they were added. */
    List<SimulatedAccount> accounts() {
        synchronized (accounts) {
            return List.copyOf(accounts.values());
        }
    }

    void add(SimulatedAccount account) {
        accounts.put(key(account.sipAddress()), account);
    }

    SimulatedApplication application(String id) {
        return applications.get(id);
    }

    void add(SimulatedApplication application) {
        applications.put(application.id(), application);
    }

    void remove(SimulatedApplication application) {
        applications.remove(application.id());
    }

    Reactions reactions() {
        return reactions;
    }

    synchronized String hexId() {
        return String.format("%016x%016x", ids.nextLong(), ids.nextLong());
    }

    synchronized String guid() {
        String hex = hexId();
        return String.join("-", hex.substring(0, 8), hex.substring(8, 12), hex.substring(12, 16), hex.substring(16, 20), hex.substring(20));
    }

    synchronized String decimalId() {
        return String.valueOf(100_000_000_000L + (ids.nextLong() & 0xFFFFFFFFFFL) % 800_000_000_000L);
    }

    static String key(String sipAddress) {
        return uri(sipAddress).toLowerCase(Locale.ROOT);
    }

    /** With its scheme: {@code sip:} unless there is one. */
    static String uri(String address) {
        return address.startsWith("sip:") || address.startsWith("tel:") ? address : "sip:" + address;
    }

    /** Without its scheme. */
    static String bare(String address) {
        return address.startsWith("sip:") || address.startsWith("tel:") ? address.substring(4) : address;
    }

    /** A name for people: {@code sip:anna.berg@x} becomes {@code Anna Berg}. */
    static String displayName(String address) {
        StringBuilder name = new StringBuilder();
        for (String part : bare(address).replaceAll("@.*", "").split("[._-]+")) {
            if (!part.isEmpty()) {
                name.append(name.isEmpty() ? "" : " ").append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
            }
        }
        return name.toString();
    }
}
