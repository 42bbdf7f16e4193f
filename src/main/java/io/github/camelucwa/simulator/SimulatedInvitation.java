package io.github.camelucwa.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/**
 * An invitation in one application, in the hands of the other side: it can be answered by hand whatever
 * {@link UcwaSimulator#invite(String)} told. Methods that come too late do nothing and return false. All may be called from any thread.
 */
public final class SimulatedInvitation {

    private final SimulatedApplication application;
    private final SimulatedConversation conversation;
    private final InvitationFacts facts;
    private final Course course;
    private boolean taken;
    private String declineReason;
    private String state = "Connecting";
    private Outcome outcome;
    private boolean begun;
    private Future<?> ring;
    private Future<?> answer;

    SimulatedInvitation(SimulatedConversation conversation, InvitationFacts facts) {
        this.application = conversation.application();
        this.conversation = conversation;
        this.facts = facts;
        this.course = Course.of(facts.kind());
    }

    /** Its kind. */
    public InvitationKind kind() {
        return facts.kind();
    }

    /** Path of the invitation. */
    public String href() {
        return application.href() + "/communication/" + facts.kind().collection() + "/" + facts.id();
    }

    /** The conversation it belongs to. */
    public SimulatedConversation conversation() {
        return conversation;
    }

    /** Echo of what the client sent, or null. */
    public String operationId() {
        return facts.operationId();
    }

    /** SIP URI of who is invited. */
    public String to() {
        return facts.to();
    }

    /** SIP URI of who invites. */
    public String from() {
        return facts.from();
    }

    /** Its state now: Connecting, Alerting, Connected, Failed, Cancelled ... */
    public String state() {
        synchronized (application) {
            return state;
        }
    }

    /** Whether it came to its end. */
    public boolean isCompleted() {
        synchronized (application) {
            return outcome != null;
        }
    }

    /** The account's user took an incoming one at another device: it is updated without accept and decline, then fails. */
    public boolean takeElsewhere() {
        synchronized (application) {
            return take() && complete(Outcome.CONNECTED_ELSEWHERE);
        }
    }

    /** The reason the client gave when it declined, or null. */
    public String declineReason() {
        synchronized (application) {
            return declineReason;
        }
    }

    /** The invited person accepts; of an incoming one, the account's user does so by other means, such as picking up the phone. */
    public boolean accept() {
        return complete(Outcome.ACCEPTED);
    }

    /** The invited person declines. */
    public boolean decline() {
        return complete(Outcome.DECLINED);
    }

    /** It ends in any other way, see {@link SimulatedPerson#fails(String, String, String, String)}. */
    public boolean fail(String lastState, String code, String subcode, String message) {
        return complete(new Outcome(lastState, code, subcode, message));
    }

    /** The inviting side withdraws: an incoming invitation is cancelled by its sender. */
    public boolean withdraw() {
        return complete(isIncoming() ? Outcome.WITHDRAWN : Outcome.CANCELLED);
    }

    /** It rings at the invited person: {@code updated} with state Alerting. */
    public boolean ring() {
        synchronized (application) {
            if (outcome != null) {
                return false;
            }
            state = "Alerting";
            application.post(List.of(event("updated")));
            return true;
        }
    }

    /** The invited person does nothing from now on, whatever was told before; it fails when {@link SimulatedTimer#RING} has passed. */
    public boolean staySilent() {
        synchronized (application) {
            if (outcome != null) {
                return false;
            }
            cancel(answer);
            return true;
        }
    }

    boolean isIncoming() {
        return facts.incoming();
    }

    InvitationFacts facts() {
        return facts;
    }

    SimulatedApplication application() {
        return application;
    }

    Outcome outcome() {
        synchronized (application) {
            return outcome;
        }
    }

    /** Tells the client and lets the other side react. Once only. */
    void begin(Reaction reaction) {
        synchronized (application) {
            if (begun || outcome != null) {
                return;
            }
            begun = true;
            if (reaction.hidden()) {
                course.started(this);
                complete(reaction.outcome());
                return;
            }
            boolean escalating = conversation.state() == ConversationState.CONNECTED && kind() == InvitationKind.PARTICIPANT;
            application.post(course.started(this));
            ring = application.world().after(SimulatedTimer.RING, () -> complete(isIncoming() ? Outcome.MISSED : Outcome.TIMEOUT));
            if (escalating) {
                answer = application.world().after(SimulatedTimer.ESCALATION, () -> escalated(reaction));
            } else {
                react(reaction);
            }
        }
    }

    /** The client accepts: the links that answer it vanish before it completes (protocol section 7.5). */
    void taken() {
        synchronized (application) {
            if (take()) {
                complete(Outcome.ACCEPTED);
            }
        }
    }

    /** The client declines. */
    void declined(String reason) {
        synchronized (application) {
            declineReason = reason;
            complete(Outcome.DECLINED_BY_US);
        }
    }

    private boolean take() {
        if (outcome != null || taken || !isIncoming()) {
            return false;
        }
        taken = true;
        application.post(List.of(event("updated")));
        return true;
    }

    /** The end; false when it had ended before. */
    boolean complete(Outcome result) {
        synchronized (application) {
            if (outcome != null) {
                return false;
            }
            outcome = result;
            state = result.state();
            cancel(ring);
            cancel(answer);
            List<ChannelEvent> events = new ArrayList<>();
            if (result.success()) {
                events.addAll(course.succeeded(this));
            }
            events.add(event("completed").withOutcome(result));
            if (!result.success()) {
                events.addAll(course.failed(this, result));
            }
            application.post(events);
            application.invitations().completed(this);
            return true;
        }
    }

    /** Nobody hears of it any more: the application has ended. */
    void drop() {
        synchronized (application) {
            cancel(ring);
            cancel(answer);
            outcome = Outcome.ENDED;
        }
    }

    ChannelEvent event(String type) {
        return application.embed(application.event(type, facts.kind().rel(), href()), resource());
    }

    Resource resource() {
        synchronized (application) {
            boolean open = outcome == null && !taken;
            return InvitationResource.of(this, state, open, outcome != null && outcome.success());
        }
    }

    private void escalated(Reaction reaction) {
        synchronized (application) {
            if (outcome != null) {
                return;
            }
            if (application.world().behaviour().escalationFails()) {
                complete(Outcome.ESCALATION_FAILED);
            } else {
                application.post(List.of(conversation.changeTo(ConversationState.CONFERENCED)));
                react(reaction);
            }
        }
    }

    private void react(Reaction reaction) {
        if (reaction.ringing()) {
            application.world().after(reaction.delay().dividedBy(2), this::ring);
        }
        if (reaction.outcome() != null) {
            answer = application.world().after(reaction.delay(), () -> complete(reaction.outcome()));
        }
    }

    private static void cancel(Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
