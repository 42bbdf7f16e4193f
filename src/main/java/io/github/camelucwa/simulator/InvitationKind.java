package io.github.camelucwa.simulator;

/** The kinds of invitation (protocol sections 7.2 to 7.6). */
public enum InvitationKind {

    /** Somebody is invited into a conversation; only ever outgoing. */
    PARTICIPANT("participantInvitation"),
    /** An instant messaging session. */
    MESSAGING("messagingInvitation"),
    /** A meeting: incoming for the invited person, outgoing for who starts or joins one. */
    ONLINE_MEETING("onlineMeetingInvitation"),
    /** A call to the user's phone; cannot be accepted by API. */
    PHONE_AUDIO("phoneAudioInvitation"),
    /** A call with a media offer. */
    AUDIO_VIDEO("audioVideoInvitation");

    private final String rel;

    InvitationKind(String rel) {
        this.rel = rel;
    }

    /** The UCWA name. */
    public String rel() {
        return rel;
    }

    /** The collection in its URLs (protocol section 2.7). */
    String collection() {
        return rel + "s";
    }
}
