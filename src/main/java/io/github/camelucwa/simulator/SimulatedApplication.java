package io.github.camelucwa.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * One UCWA application of an account (protocol section 4): what a client got by POSTing to {@code applications}. From here its
 * conversations are started and its channel is disturbed. All methods may be called from any thread.
 */
public final class SimulatedApplication {

    private final World world;
    private final SimulatedAccount account;
    private final ApplicationKey key;
    private final String id;
    private final EventChannel channel;
    private final PollWatch watch;
    private final Invitations invitations = new Invitations(this);
    private final Map<String, SimulatedConversation> conversations = new LinkedHashMap<>();
    private Availability availability;
    private Future<?> activity;
    private Answer gone;

    SimulatedApplication(World world, SimulatedAccount account, ApplicationKey key) {
        this.world = world;
        this.account = account;
        this.key = key;
        this.id = world.decimalId();
        this.channel = new EventChannel(world, href() + "/events", account::delivered);
        this.watch = new PollWatch(world, this::fallSilent, this::lose);
    }

    /** Decimal number of the application. */
    public String id() {
        return id;
    }

    /** Path of the application. */
    public String href() {
        return "/ucwa/oauth/v1/applications/" + id;
    }

    /** The endpointId the client gave. */
    public String endpointId() {
        return key.endpointId();
    }

    /** Whose application it is. */
    public SimulatedAccount account() {
        return account;
    }

    /** Whether it still exists. */
    public boolean isAlive() {
        synchronized (this) {
            return gone == null;
        }
    }

    /** Whether makeMeAvailable was called. */
    public boolean isAvailable() {
        synchronized (this) {
            return availability != null;
        }
    }

    /** Whether a P-GET is held now. */
    public boolean isPolled() {
        return channel.isHeld();
    }

    /** Events that wait for the next P-GET. */
    public int waitingEvents() {
        return channel.waiting();
    }

    /** A conference of the account, which somebody may be invited to at once. */
    public SimulatedConversation startConversation(String subject) {
        return start(subject, ConversationState.CONFERENCED, null);
    }

    /** A connected two-party conversation; inviting a third person makes it a conference first (protocol section 7.3). */
    public SimulatedConversation startTwoPartyConversation(String subject, String sipAddress) {
        return start(subject, ConversationState.CONNECTED, sipAddress);
    }

    /**
     * Somebody invites the account's user to a meeting: an incoming onlineMeetingInvitation (protocol section 7.4).
     *
     * @throws IllegalStateException when the client did not call makeMeAvailable with Messaging, since nothing arrives before
     */
    public SimulatedInvitation incomingMeetingInvitation(String from, String subject) {
        return invitations.incoming(InvitationKind.ONLINE_MEETING, from, subject, null);
    }

    /**
     * Somebody writes to the account's user: an incoming messagingInvitation (protocol section 7.5).
     *
     * @throws IllegalStateException as {@link #incomingMeetingInvitation}
     */
    public SimulatedInvitation incomingMessagingInvitation(String from, String subject, String text) {
        return invitations.incoming(InvitationKind.MESSAGING, from, subject, Messaging.plain(text));
    }

    /**
     * An incoming invitation of any kind but participantInvitation (protocol sections 7.4 to 7.6).
     *
     * @throws IllegalArgumentException for {@link InvitationKind#PARTICIPANT}, which is only ever outgoing
     * @throws IllegalStateException    when the client did not call makeMeAvailable with a modality it needs
     */
    public SimulatedInvitation incomingInvitation(InvitationKind kind, String from, String subject) {
        return invitations.incoming(kind, from, subject, null);
    }

    /** Its conversations that are not over, oldest first. */
    public List<SimulatedConversation> conversations() {
        synchronized (this) {
            return List.copyOf(conversations.values());
        }
    }

    /** Its invitations that can still be read, oldest first. */
    public List<SimulatedInvitation> currentInvitations() {
        return invitations.all();
    }

    /** Closes the connection of the held P-GET without an answer. @return false when none is held */
    public boolean cutPoll() {
        return channel.interrupt(Answer.of(RecordedRequest.CUT));
    }

    /** Answers the held P-GET with this status and an HTML page. @return false when none is held */
    public boolean endPoll(int status) {
        return channel.interrupt(Answer.html(status, status + " - The request could not be served."));
    }

    /** The server loses the application: everything under it answers 404 ApplicationNotFound from now on (protocol section 6.6). */
    public void lose() {
        end(UcwaError.applicationNotFound());
    }

    /** The server ends the application by rule: 410 Gone with this subcode from now on, e.g. InactiveApplicationExpired. */
    public void expire(String subcode) {
        end(UcwaError.of(410, "Gone", subcode, "The application has been ended."));
    }

    /** The server loses the events not acknowledged: the next P-GET gets {@code resync} (protocol section 6.6). */
    public void loseEvents() {
        channel.loseEvents();
    }

    /** As after long silence: conversations and invitations vanish, the next answer has {@code resume} (protocol section 6.6). */
    public void fallSilent() {
        synchronized (this) {
            if (gone == null) {
                invitations.drop();
                conversations.clear();
                channel.resumeNext();
            }
        }
    }

    World world() {
        return world;
    }

    ApplicationKey key() {
        return key;
    }

    Invitations invitations() {
        return invitations;
    }

    /** The account as participant of its own conversations. */
    Participant self() {
        return new Participant(account.sipAddress(), account.name(), true, "Leader");
    }

    SimulatedConversation conversation(String conversationId) {
        synchronized (this) {
            return conversations.get(conversationId);
        }
    }

    void forget(SimulatedConversation conversation) {
        conversations.remove(conversation.id());
    }

    SimulatedConversation add(String subject, String threadId, ConversationState state) {
        synchronized (this) {
            requireAlive();
            SimulatedConversation conversation = new SimulatedConversation(this, world.guid(), subject == null ? "" : subject,
                    threadId == null ? world.hexId() : threadId, state);
            conversations.put(conversation.id(), conversation);
            return conversation;
        }
    }

    /** What to answer instead of anything under it, or null while it is alive. */
    Answer gone() {
        synchronized (this) {
            return gone;
        }
    }

    Availability availability() {
        synchronized (this) {
            return availability;
        }
    }

    void makeAvailable(Availability granted) {
        synchronized (this) {
            availability = granted;
        }
        reportActivity();
    }

    void reportActivity() {
        synchronized (this) {
            if (activity != null) {
                activity.cancel(false);
            }
            if (gone == null) {
                activity = world.after(SimulatedTimer.ACTIVITY, () -> expire("InactiveApplicationExpired"));
            }
        }
    }

    CompletableFuture<Answer> poll(Map<String, String> query) {
        CompletableFuture<Answer> poll = channel.poll(query);
        watch.watch(poll);
        return poll;
    }

    void post(List<ChannelEvent> events) {
        channel.post(events);
    }

    /** An event that is lost when it is not fetched in time. */
    void postPerishable(ChannelEvent event) {
        post(List.of(event));
        world.after(SimulatedTimer.MESSAGE_FETCH, () -> channel.takeBack(event));
    }

    /** An event raised by communication. */
    ChannelEvent event(String type, String rel, String target) {
        return ChannelEvent.of("communication", href() + "/communication", type, rel, target);
    }

    /** Embeds the resource, unless the account is told to send links only. */
    ChannelEvent embed(ChannelEvent event, Resource resource) {
        return account.isEmbedding() ? event.embedding(resource) : event;
    }

    Resource resource() {
        return ApplicationResource.of(this, channel.link());
    }

    void end(Answer answer) {
        synchronized (this) {
            if (gone != null) {
                return;
            }
            gone = answer;
            if (activity != null) {
                activity.cancel(false);
            }
            invitations.drop();
            conversations.clear();
        }
        watch.close();
        channel.end(answer);
        account.ended(this);
    }

    private SimulatedConversation start(String subject, ConversationState state, String other) {
        SimulatedConversation conversation = add(subject, null, state);
        conversation.messaging().connect();
        List<ChannelEvent> events = new ArrayList<>();
        events.add(conversation.added());
        events.add(conversation.localParticipantAdded());
        if (other != null) {
            events.add(conversation.add(other));
        }
        post(events);
        return conversation;
    }

    private void requireAlive() {
        if (gone != null) {
            throw new IllegalStateException("the application " + id + " does not exist any more");
        }
    }
}
