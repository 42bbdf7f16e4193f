package io.github.camelucwa;

import java.util.Map;
import java.util.Set;

/** The operations of the producer by name. */
final class UcwaOperations {

    static final String GET = "get";
    static final String[] NAMES = { GET, "cancel", "accept", "decline", "addParticipant", "startOnlineMeeting" };

    private static final Map<String, UcwaOperation> OPERATIONS = Map.of(
            "cancel", new FollowLinkOperation("cancel"),
            "accept", new FollowLinkOperation("accept"),
            "decline", new FollowLinkOperation("decline"),
            "addParticipant", new AddParticipantOperation(),
            "startOnlineMeeting", new StartOnlineMeetingOperation());
    private static final Set<String> INCOMING_ONLY = Set.of("accept", "decline");

    private UcwaOperations() {
    }

    /** What is performed for a name; reading is the producer's own. */
    static UcwaOperation named(String name) {
        return OPERATIONS.get(name);
    }

    /** There is no incoming participantInvitation (protocol §7.2), so there is none to answer. */
    static void refuseOnParticipantInvitation(String operation) {
        if (INCOMING_ONLY.contains(operation)) {
            throw new IllegalArgumentException("Option operation=" + operation + ": a participantInvitation is always outgoing"
                    + " and cannot be answered; what the invited side answers is an onlineMeetingInvitation");
        }
    }
}
