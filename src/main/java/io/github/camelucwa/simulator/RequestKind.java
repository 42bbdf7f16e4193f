package io.github.camelucwa.simulator;

/** What a request is about. Faults and recorded requests are told apart by it. */
public enum RequestKind {

    /** GET of the Autodiscover root (protocol section 2.3). */
    DISCOVERY_ROOT,
    /** GET of the Autodiscover user resource (protocol section 2.4). */
    DISCOVERY_USER,
    /** POST of the web ticket service (protocol section 3.3). */
    TOKEN,
    /** POST that makes or finds an application (protocol section 4.1). */
    APPLICATIONS,
    /** GET of an application. */
    APPLICATION,
    /** DELETE of an application. */
    DELETE_APPLICATION,
    /** GET of {@code me}, and of what hangs on it and is not listed by itself. */
    ME,
    /** POST makeMeAvailable (protocol section 5.1). */
    MAKE_ME_AVAILABLE,
    /** POST reportMyActivity (protocol section 5.2). */
    REPORT_MY_ACTIVITY,
    /** The P-GET of the event channel (protocol section 6). */
    EVENTS,
    /** GET of {@code communication}. */
    COMMUNICATION,
    /** GET of the list of conversations. */
    CONVERSATIONS,
    /** GET or DELETE of a conversation, and GET of what hangs on it and is not listed by itself. */
    CONVERSATION,
    /** GET of a participant. */
    PARTICIPANT,
    /** POST addParticipant (protocol section 8.1). */
    ADD_PARTICIPANT,
    /** POST startMessaging or addMessaging. */
    START_MESSAGING,
    /** POST startOnlineMeeting or joinOnlineMeeting. */
    START_ONLINE_MEETING,
    /** GET of an invitation of any kind. */
    INVITATION,
    /** POST accept (protocol section 8.3). */
    ACCEPT,
    /** POST decline (protocol section 8.4). */
    DECLINE,
    /** POST cancel, or terminate of a modality (protocol section 8.2). */
    CANCEL,
    /** POST of an instant message. */
    SEND_MESSAGE,
    /** GET of a contact. */
    CONTACT,
    /** POST of a batch (protocol section 12). */
    BATCH,
    /** The control page; neither recorded nor disturbed by faults. */
    CONTROL,
    /** Anything else: a guessed or damaged URL. */
    UNKNOWN
}
