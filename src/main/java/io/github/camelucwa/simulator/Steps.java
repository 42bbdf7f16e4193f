package io.github.camelucwa.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;

/** Does the steps of scripts and of the control page. */
final class Steps {

    private static final Map<String, Set<String>> REQUIRED = Map.ofEntries(
            Map.entry("startConversation", Set.of()), Map.entry("invite", Set.of("in", "who")), Map.entry("join", Set.of("in", "who")),
            Map.entry("leave", Set.of("in", "who")), Map.entry("say", Set.of("in", "who", "text")), Map.entry("endConversation", Set.of("in")),
            Map.entry("incomingMeeting", Set.of("from")), Map.entry("incomingMessage", Set.of("from")),
            Map.entry("incomingCall", Set.of("from")), Map.entry("incomingPhoneCall", Set.of("from")),
            Map.entry("accept", Set.of("invitation")), Map.entry("decline", Set.of("invitation")), Map.entry("ring", Set.of("invitation")),
            Map.entry("staySilent", Set.of("invitation")), Map.entry("withdraw", Set.of("invitation")),
            Map.entry("takeElsewhere", Set.of("invitation")), Map.entry("react", Set.of("who", "reaction")), Map.entry("cutPoll", Set.of()),
            Map.entry("loseApplication", Set.of()), Map.entry("loseEvents", Set.of()), Map.entry("fallSilent", Set.of()),
            Map.entry("loseEverything", Set.of()), Map.entry("expireTokens", Set.of()), Map.entry("endPoll", Set.of("status")),
            Map.entry("expire", Set.of("subcode")), Map.entry("fault", Set.of()), Map.entry("clearFaults", Set.of()));

    private final UcwaSimulator server;
    private final Map<String, SimulatedConversation> conversations = new ConcurrentHashMap<>();
    private final Map<String, SimulatedInvitation> invitations = new ConcurrentHashMap<>();

    Steps(UcwaSimulator server) {
        this.server = server;
    }

    /** @throws IllegalArgumentException when it is no step */
    static void check(JsonNode step, int index) {
        Set<String> required = REQUIRED.get(step.path("do").asText());
        if (required == null) {
            throw new IllegalArgumentException("step " + index + " does nothing known: " + step);
        }
        for (String name : required) {
            if (!step.hasNonNull(name)) {
                throw new IllegalArgumentException("step " + index + " has no " + name + ": " + step);
            }
        }
    }

    /**
     * Does one step.
     *
     * @throws IllegalStateException    when it cannot be done now
     * @throws IllegalArgumentException when it names something that does not exist
     */
    void run(JsonNode step) {
        check(step, 0);
        String subject = step.path("subject").asText("");
        switch (step.path("do").asText()) {
            case "startConversation" -> remember(step, step.hasNonNull("with")
                    ? application(step).startTwoPartyConversation(subject, step.path("with").asText())
                    : application(step).startConversation(subject));
            case "invite" -> {
                if (step.has("reaction")) {
                    react(step.path("who").asText(), step);
                }
                remember(step, conversation(step).invite(step.path("who").asText()));
            }
            case "join" -> conversation(step).join(step.path("who").asText());
            case "leave" -> conversation(step).leave(step.path("who").asText());
            case "say" -> conversation(step).say(step.path("who").asText(), step.path("text").asText());
            case "endConversation" -> conversation(step).end();
            case "incomingMeeting" -> remember(step, application(step).incomingMeetingInvitation(step.path("from").asText(), subject));
            case "incomingMessage" -> remember(step, application(step).incomingMessagingInvitation(step.path("from").asText(), subject,
                    step.path("text").asText("Hello")));
            case "incomingCall" -> remember(step,
                    application(step).incomingInvitation(InvitationKind.AUDIO_VIDEO, step.path("from").asText(), subject));
            case "incomingPhoneCall" -> remember(step,
                    application(step).incomingInvitation(InvitationKind.PHONE_AUDIO, step.path("from").asText(), subject));
            case "accept" -> invitation(step).accept();
            case "decline" -> invitation(step).decline();
            case "ring" -> invitation(step).ring();
            case "staySilent" -> invitation(step).staySilent();
            case "withdraw" -> invitation(step).withdraw();
            case "takeElsewhere" -> invitation(step).takeElsewhere();
            case "react" -> react(step.path("who").asText(), step);
            case "fault" -> fault(step);
            default -> disturb(step);
        }
    }

    void react(String who, JsonNode told) {
        SimulatedPerson person = server.invite(who);
        switch (told.path("reaction").asText()) {
            case "accepts" -> person.accepts();
            case "acceptsAtOnce" -> person.acceptsAtOnce();
            case "declines" -> person.declines();
            case "staysSilent" -> person.staysSilent();
            case "isUnknown" -> person.isUnknown();
            case "isRefusedAsUnknown" -> person.isRefusedAsUnknown();
            case "isBusy" -> person.isBusy();
            case "doesNotWantToBeDisturbed" -> person.doesNotWantToBeDisturbed();
            case "isUnreachable" -> person.isUnreachable();
            default -> throw new IllegalArgumentException("no reaction: " + told.path("reaction").asText());
        }
        if (told.has("after")) {
            person.after(Duration.ofMillis((long) (told.path("after").asDouble() * 1000)));
        }
        if (told.path("ringing").asBoolean()) {
            person.ringing();
        }
    }

    SimulatedAccount account(JsonNode step) {
        if (step.hasNonNull("account")) {
            return server.account(step.path("account").asText());
        }
        return server.accounts().stream().findFirst().orElseThrow(() -> new IllegalStateException("there is no user"));
    }

    private void disturb(JsonNode step) {
        switch (step.path("do").asText()) {
            case "cutPoll" -> application(step).cutPoll();
            case "endPoll" -> application(step).endPoll(step.path("status").asInt());
            case "loseApplication" -> application(step).lose();
            case "loseEvents" -> application(step).loseEvents();
            case "fallSilent" -> application(step).fallSilent();
            case "expire" -> application(step).expire(step.path("subcode").asText());
            case "loseEverything" -> server.loseEverything();
            case "expireTokens" -> server.expireTokens();
            case "clearFaults" -> server.faults().clear();
            default -> throw new IllegalArgumentException("nothing known: " + step);
        }
    }

    private void fault(JsonNode step) {
        Faults.Rule rule = step.hasNonNull("on") ? server.faults().on(RequestKind.valueOf(step.path("on").asText())) : server.faults().on();
        rule.times(step.path("times").asInt(1));
        if (step.hasNonNull("status")) {
            rule.answer(step.path("status").asInt());
            return;
        }
        switch (step.path("effect").asText()) {
            case "cut" -> rule.cut();
            case "loseAnswer" -> rule.loseAnswer();
            case "cutBody" -> rule.cutBody();
            case "silence" -> rule.silence();
            case "html" -> rule.html();
            case "garbage" -> rule.garbage();
            case "empty" -> rule.empty();
            default -> throw new IllegalArgumentException("no effect: " + step);
        }
    }

    private SimulatedApplication application(JsonNode step) {
        return account(step).application();
    }

    private void remember(JsonNode step, SimulatedConversation conversation) {
        if (step.hasNonNull("name")) {
            conversations.put(step.path("name").asText(), conversation);
        }
    }

    private void remember(JsonNode step, SimulatedInvitation invitation) {
        if (step.hasNonNull("name")) {
            invitations.put(step.path("name").asText(), invitation);
            conversations.put(step.path("name").asText(), invitation.conversation());
        }
    }

    private SimulatedConversation conversation(JsonNode step) {
        String name = step.path("in").asText();
        SimulatedConversation known = conversations.get(name);
        return known != null ? known : application(step).conversations().stream().filter(one -> one.href().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no conversation " + name));
    }

    private SimulatedInvitation invitation(JsonNode step) {
        String name = step.path("invitation").asText();
        SimulatedInvitation known = invitations.get(name);
        return known != null ? known : application(step).currentInvitations().stream().filter(one -> one.href().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no invitation " + name));
    }
}
