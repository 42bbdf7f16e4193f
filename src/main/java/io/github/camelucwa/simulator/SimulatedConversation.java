package io.github.camelucwa.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A conversation of one application (protocol section 8.5), as the other people in it would see it. All methods may be called from
 * any thread.
 */
public final class SimulatedConversation {

    private final SimulatedApplication application;
    private final String id;
    private final String subject;
    private final String threadId;
    private final long created = System.currentTimeMillis();
    private final Map<String, Participant> participants = new LinkedHashMap<>();
    private ConversationState state;
    private final Messaging messaging = new Messaging(this);

    SimulatedConversation(SimulatedApplication application, String id, String subject, String threadId, ConversationState state) {
        this.application = application;
        this.id = id;
        this.subject = subject;
        this.threadId = threadId;
        this.state = state;
        Participant self = application.self();
        participants.put(World.key(self.uri()), self);
    }

    /** Path of the conversation. */
    public String href() {
        return application.href() + "/communication/conversations/" + id;
    }

    /** What it is about. */
    public String subject() {
        return subject;
    }

    /** Its state now. */
    public ConversationState state() {
        synchronized (application) {
            return state;
        }
    }

    /** SIP addresses of the people in it, the account itself included. */
    public List<String> participants() {
        synchronized (application) {
            return participants.values().stream().map(Participant::uri).toList();
        }
    }

    /**
     * Invites somebody as if the account's user had done it elsewhere in the same application: the events arrive without any
     * operationId of the client. What comes of it is told by {@link UcwaSimulator#invite(String)}.
     *
     * @param  sipAddress            of the person
     * @throws IllegalStateException when the conversation is neither connected nor a conference
     */
    public SimulatedInvitation invite(String sipAddress) {
        return invite(sipAddress, null);
    }

    /** As {@link #invite(String)}, with an operationId. */
    public SimulatedInvitation invite(String sipAddress, String operationId) {
        synchronized (application) {
            if (!state.canInvite()) {
                throw new IllegalStateException("nobody can be invited while the conversation is " + state);
            }
        }
        SimulatedInvitation invitation = application.invitations().participant(this, sipAddress, operationId);
        invitation.begin(application.world().reactions().take(sipAddress));
        return invitation;
    }

    /** Somebody joins without having been invited by the account. */
    public SimulatedConversation join(String sipAddress) {
        application.post(List.of(add(sipAddress)));
        return this;
    }

    /** Somebody leaves. */
    public SimulatedConversation leave(String sipAddress) {
        synchronized (application) {
            Participant gone = participants.remove(World.key(sipAddress));
            if (gone != null) {
                application.post(List.of(event("deleted", "participant", gone.href(href())).titled(gone.name())));
            }
        }
        return this;
    }

    /** The conversation ends for everybody; what is still ringing fails with Informational / Ended. */
    public void end() {
        synchronized (application) {
            application.invitations().of(this).forEach(invitation -> invitation.complete(Outcome.ENDED));
            if (state != ConversationState.DISCONNECTED) {
                application.post(over(Outcome.ENDED));
            }
        }
    }

    /**
     * Somebody writes an instant message. It is lost when no P-GET fetches it within {@link SimulatedTimer#MESSAGE_FETCH}.
     *
     * @throws IllegalStateException when the messaging of the conversation is not connected
     */
    public SimulatedConversation say(String sipAddress, String text) {
        if (!messaging.isConnected()) {
            throw new IllegalStateException("messaging is not connected");
        }
        application.postPerishable(messaging.message(sipAddress, Messaging.plain(text), true));
        return this;
    }

    SimulatedApplication application() {
        return application;
    }

    String id() {
        return id;
    }

    String threadId() {
        return threadId;
    }

    Participant participant(String address) {
        synchronized (application) {
            return participants.get(World.key(address));
        }
    }

    /** Puts somebody on the roster; the event carries a link only, as in practice. */
    ChannelEvent add(String sipAddress) {
        synchronized (application) {
            Participant joined = participants.computeIfAbsent(World.key(sipAddress), key -> Participant.remote(sipAddress));
            return event("added", "participant", joined.href(href())).titled(joined.name());
        }
    }

    /** Changes the state and tells it. */
    ChannelEvent changeTo(ConversationState changed) {
        synchronized (application) {
            state = changed;
            return application.embed(application.event("updated", "conversation", href()), resource());
        }
    }

    ChannelEvent added() {
        synchronized (application) {
            return application.embed(application.event("added", "conversation", href()), resource());
        }
    }

    ChannelEvent localParticipantAdded() {
        Participant self = application.self();
        ChannelEvent added = event("added", "localParticipant", self.href(href())).titled(self.name());
        return application.embed(added, self.resource(application.href(), href()));
    }

    /** It ends: the events that tell so. */
    List<ChannelEvent> over(Outcome outcome) {
        synchronized (application) {
            ChannelEvent disconnected = changeTo(ConversationState.DISCONNECTED).because(outcome);
            application.forget(this);
            return List.of(disconnected, application.event("deleted", "conversation", href()));
        }
    }

    Messaging messaging() {
        return messaging;
    }

    /** An event raised by this conversation. */
    ChannelEvent event(String type, String rel, String target) {
        return ChannelEvent.of("conversation", href(), type, rel, target);
    }

    Resource resource() {
        synchronized (application) {
            String self = href();
            boolean open = state != ConversationState.DISCONNECTED;
            Resource resource = Resource.of("conversation", self)
                    .with("state", state.ucwaName()).with("threadId", threadId).with("subject", subject).with("importance", "Normal")
                    .with("recording", false).with("readLocally", true).with("participantCount", participants.size())
                    .with("created", "/Date(" + created + ")/")
                    .with("activeModalities", messaging.isConnected() ? List.of("Messaging") : List.of())
                    .link("participants", self + "/participants").link("messaging", self + "/messaging")
                    .link("phoneAudio", self + "/phoneAudio")
                    .link("onlineMeeting", state == ConversationState.CONFERENCED ? self + "/onlineMeeting" : null)
                    .link("localParticipant", open ? application.self().href(self) : null, "title", application.self().name());
            if (state.canInvite()) {
                resource.link("addParticipant", application.href() + "/communication/participantInvitations?conversation=" + id);
            }
            return resource;
        }
    }
}
