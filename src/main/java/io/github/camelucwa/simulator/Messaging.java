package io.github.camelucwa.simulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The messaging modality of one conversation (protocol section 7.5). Guarded by the application. */
final class Messaging {

    private final SimulatedConversation conversation;
    private String state = "Disconnected";
    private int messages;

    Messaging(SimulatedConversation conversation) {
        this.conversation = conversation;
    }

    String href() {
        return conversation.href() + "/messaging";
    }

    boolean isConnected() {
        synchronized (conversation.application()) {
            return state.equals("Connected");
        }
    }

    ChannelEvent changeTo(String changed) {
        synchronized (conversation.application()) {
            state = changed;
            return conversation.application().embed(conversation.event("updated", "messaging", href()), resource());
        }
    }

    /** It is in use without anybody having been told. */
    void connect() {
        synchronized (conversation.application()) {
            state = "Connected";
        }
    }

    /** Who uses it; links only. */
    List<ChannelEvent> used() {
        List<ChannelEvent> events = new ArrayList<>();
        for (String address : conversation.participants()) {
            Participant participant = conversation.participant(address);
            String href = participant.href(conversation.href());
            events.add(conversation.event("added", "participantMessaging", href + "/messaging")
                    .in(participant.local() ? "localParticipant" : "participant", href, participant.name()));
        }
        return events;
    }

    /** @param text data URI */
    ChannelEvent message(String from, String text, boolean incoming) {
        synchronized (conversation.application()) {
            String href = href() + "/messages/" + ++messages;
            Participant sender = conversation.participant(from);
            Resource message = Resource.of("message", href).with("direction", incoming ? "Incoming" : "Outgoing")
                    .with("timeStamp", "/Date(" + System.currentTimeMillis() + ")/")
                    .link(text.startsWith("data:text/html") ? "htmlMessage" : "plainMessage", text).link("messaging", href());
            if (sender != null) {
                message.link("participant", sender.href(conversation.href()), "title", sender.name());
            }
            // a message is always embedded: as a link only nobody could read it any more
            return conversation.event("completed", "message", href).embedding(message).withOutcome(Outcome.ACCEPTED);
        }
    }

    Resource resource() {
        synchronized (conversation.application()) {
            boolean connected = state.equals("Connected");
            boolean idle = state.equals("Disconnected");
            Resource resource = Resource.of("messaging", href()).with("state", state).link("conversation", conversation.href())
                    .link("addMessaging", idle && conversation.state().canInvite()
                            ? conversation.application().href() + "/communication/messagingInvitations?conversation=" + conversation.id() : null)
                    .link("stopMessaging", idle ? null : href() + "/terminate")
                    .link("sendMessage", connected ? href() + "/messages" : null).link("setIsTyping", connected ? href() + "/typing" : null);
            return connected ? resource.with("negotiatedMessageFormats", List.of("Plain")) : resource;
        }
    }

    /** As servers write it: form encoding with lower-case digits, and a line end (protocol section 9.5). */
    static String plain(String text) {
        StringBuilder encoded = new StringBuilder("data:text/plain;charset=utf-8,");
        String form = URLEncoder.encode(text, StandardCharsets.UTF_8);
        for (int i = 0; i < form.length(); i++) {
            if (form.charAt(i) == '%') {
                encoded.append(form.substring(i, i + 3).toLowerCase(Locale.ROOT));
                i += 2;
            } else {
                encoded.append(form.charAt(i));
            }
        }
        return encoded.append("%0d%0a").toString();
    }
}
