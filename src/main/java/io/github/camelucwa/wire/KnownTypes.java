package io.github.camelucwa.wire;

import java.util.Set;

/** What JSON shows and XML hides: which properties are no text, and which rels are lists (protocol §9.3). */
final class KnownTypes {

    private static final Set<String> BOOLEANS = Set.of(
            "anonymous", "audioMuted", "inLobby", "includeInContactCard", "isAudioConferenceProviderEnabled", "joinAudioMuted",
            "joinVideoMuted", "local", "moreResultsAvailable", "organizer", "panoramicVideoMuted", "privateLine",
            "publishEndpointLocation", "readLocally", "recording", "videoMuted");

    private static final Set<String> NUMBERS = Set.of(
            "conversationLogsCount", "locationRefreshInterval", "maximumApplicationSharingPort", "maximumAudioPort",
            "maximumVideoPort", "meetingSize", "minimumApplicationSharingPort", "minimumAudioPort", "minimumVideoPort",
            "missedConversationsCount", "participantCount", "participantsWarningThreshold", "ringDelay", "tcpPort",
            "totalRecipientsCount", "udpPort", "unreadMissedConversationsCount", "unreadVoicemailsCount", "voiceMailsCount");

    private static final Set<String> LISTS = Set.of(
            "acceptedByParticipant", "application", "contact", "conversationLogRecipient", "conversationLogTranscript",
            "dialInRegion", "distributionGroup", "group",
            "mediaRelay", "myAssignedOnlineMeeting", "myGroupMembership", "myOnlineMeeting", "myPrivacyRelationship",
            "onlineMeetingExtension", "participant", "phone", "presenceSubscription", "presenceSubscriptionMembership", "startEmergencyCallInput");

    private KnownTypes() {
    }

    /** The text of a property as JSON would have it; what does not look like its type stays text. */
    static Object value(String property, String text) {
        String word = text.strip();
        if (BOOLEANS.contains(property)) {
            if (word.equalsIgnoreCase("true")) {
                return Boolean.TRUE;
            }
            return word.equalsIgnoreCase("false") ? (Object) Boolean.FALSE : text;
        }
        if (NUMBERS.contains(property) && word.matches("-?\\d{1,18}")) {
            return Long.valueOf(word);
        }
        return text;
    }

    /** True if JSON writes a list of embedded resources even for one. */
    static boolean isList(String embeddedRel) {
        return LISTS.contains(embeddedRel);
    }
}
