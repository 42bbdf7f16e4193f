package io.github.camelucwa.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A user of the simulated server, with the applications that are signed in for that user. All methods may be called from any thread. */
public final class SimulatedAccount {

    private final World world;
    private final String sipAddress;
    private final String password;
    private final Map<ApplicationKey, SimulatedApplication> applications = new LinkedHashMap<>();
    private final Deque<ObjectNode> packages = new ArrayDeque<>();
    private volatile boolean embedding = true;
    private volatile Answer refusal;
    private volatile int maximum = 5;
    private volatile int packagesKept = 50;

    SimulatedAccount(World world, String sipAddress, String password) {
        this.world = world;
        this.sipAddress = World.uri(sipAddress);
        this.password = password;
    }

    /** With {@code sip:}. */
    public String sipAddress() {
        return sipAddress;
    }

    /** Display name, made from the address. */
    public String name() {
        return World.displayName(sipAddress);
    }

    /** Whether events embed invitations and conversations (standard), or carry a link only (protocol section 6.4). */
    public SimulatedAccount embedding(boolean on) {
        embedding = on;
        return this;
    }

    /** How many applications the user may have before 410 TooManyApplications; standard 5. */
    public SimulatedAccount maximumApplications(int number) {
        maximum = number;
        return this;
    }

    /**
     * From now on POST applications is refused for this user, for example with 403 Forbidden / None or 410 Gone / UserAgentNotAllowed
     * (protocol section 4.4). Applications that exist stay.
     */
    public SimulatedAccount refuseApplications(int status, String code, String subcode) {
        refusal = UcwaError.of(status, code, subcode, "The application can't be created.");
        return this;
    }

    /** Ends {@link #refuseApplications}. */
    public SimulatedAccount allowApplications() {
        refusal = null;
        return this;
    }

    /** The applications that exist, oldest first. */
    public List<SimulatedApplication> applications() {
        synchronized (applications) {
            return List.copyOf(applications.values());
        }
    }

    /**
     * The latest application that exists.
     *
     * @throws IllegalStateException when no client is signed in
     */
    public SimulatedApplication application() {
        List<SimulatedApplication> all = applications();
        if (all.isEmpty()) {
            throw new IllegalStateException("no client is signed in as " + sipAddress);
        }
        return all.get(all.size() - 1);
    }

    /**
     * Waits until a client has signed in and polls its event channel.
     *
     * @param  atMost                real time
     * @throws IllegalStateException when none does in time, or the thread is interrupted
     */
    public SimulatedApplication awaitApplication(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (applications) {
            while (true) {
                for (SimulatedApplication application : applications.values()) {
                    if (application.isPolled()) {
                        return application;
                    }
                }
                if (System.nanoTime() - end > 0) {
                    throw new IllegalStateException("no client signed in as " + sipAddress + " within " + atMost);
                }
                try {
                    // a poll that arrives does not notify, hence the short steps
                    applications.wait(10);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while waiting for " + sipAddress, e);
                }
            }
        }
    }

    /** {@link SimulatedApplication#startConversation(String)} in the latest application. */
    public SimulatedConversation startConversation(String subject) {
        return application().startConversation(subject);
    }

    /** {@link SimulatedApplication#startTwoPartyConversation(String, String)} in the latest application. */
    public SimulatedConversation startTwoPartyConversation(String subject, String other) {
        return application().startTwoPartyConversation(subject, other);
    }

    /** {@link SimulatedApplication#incomingMeetingInvitation(String, String)} in the latest application. */
    public SimulatedInvitation incomingMeetingInvitation(String from, String subject) {
        return application().incomingMeetingInvitation(from, subject);
    }

    /** {@link SimulatedApplication#incomingMessagingInvitation(String, String, String)} in the latest application. */
    public SimulatedInvitation incomingMessagingInvitation(String from, String subject, String text) {
        return application().incomingMessagingInvitation(from, subject, text);
    }

    /** How many packages {@link #deliveredPackages()} keeps; standard 50. */
    public SimulatedAccount packagesKept(int number) {
        packagesKept = number;
        return this;
    }

    /** The latest packages of events that went out to clients of this user, oldest first, as JSON text. */
    public List<String> deliveredPackages() {
        synchronized (packages) {
            return packages.stream().map(ObjectNode::toString).toList();
        }
    }

    boolean isEmbedding() {
        return embedding;
    }

    /** By SIP address, {@code user@domain} or by the name behind a domain and a backslash. */
    boolean knows(String username, String givenPassword) {
        boolean isMe = username.contains("\\") ? isNamed(username.substring(username.indexOf('\\') + 1))
                : World.key(username).equals(World.key(sipAddress));
        return isMe && password.equals(givenPassword);
    }

    /** By what stands before the at sign, or by the whole address. */
    boolean isNamed(String username) {
        String mine = World.bare(sipAddress);
        return username.equalsIgnoreCase(mine) || username.equalsIgnoreCase(mine.replaceAll("@.*", ""));
    }

    void delivered(ObjectNode eventPackage) {
        synchronized (packages) {
            packages.add(eventPackage);
            if (packages.size() > packagesKept) {
                packages.removeFirst();
            }
        }
    }

    /** The application of that key, made if needed; the answer is 201 for a new one and 200 for one that was there. */
    Answer apply(ApplicationKey key) {
        synchronized (applications) {
            SimulatedApplication existing = applications.get(key);
            if (existing != null && existing.isAlive()) {
                return Answer.ok(existing.resource());
            }
            if (refusal != null) {
                return refusal;
            }
            if (applications.size() >= maximum) {
                return UcwaError.of(410, "Gone", "TooManyApplications", "The user has too many applications.");
            }
            SimulatedApplication made = new SimulatedApplication(world, this, key);
            applications.put(key, made);
            world.add(made);
            return Answer.tree(201, Answer.Shape.RESOURCE, made.resource().tree()).with("Location", made.href())
                    .with("Set-Cookie", "cwt_ucwa=AAEB; path=" + made.href() + "/photos; secure; HttpOnly");
        }
    }

    void ended(SimulatedApplication application) {
        synchronized (applications) {
            applications.remove(application.key(), application);
        }
        // its URLs must answer 404 or 410 for a while, not as if they had never been
        world.after(Duration.ofHours(1), () -> world.remove(application));
    }
}
