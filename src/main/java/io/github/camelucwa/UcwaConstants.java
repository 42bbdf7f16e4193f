package io.github.camelucwa;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/** Names of the message headers. */
public final class UcwaConstants {

    @Metadata(label = "consumer", description = "Type of the event", javaType = "String",
              enums = "started,updated,completed,lost", important = true)
    public static final String EVENT_TYPE = "CamelUcwaEventType";
    @Metadata(label = "consumer",
              description = "The same value when the server delivers the same event again: the key for an idempotent consumer",
              javaType = "String", important = true)
    public static final String EVENT_ID = "CamelUcwaEventId";
    @Metadata(description = "How a completed invitation ended: Success or Failure. On the producer with waitForCompletion",
              javaType = "String")
    public static final String EVENT_STATUS = "CamelUcwaEventStatus";
    @Metadata(description = "Rel of the invitation, for example participantInvitation", javaType = "String")
    public static final String RESOURCE = "CamelUcwaResource";
    @Metadata(description = "Absolute URL of the invitation. The producer reads it, too: which invitation to act on",
              javaType = "String", important = true)
    public static final String HREF = "CamelUcwaHref";
    @Metadata(description = "State of the invitation, for example Connecting, Connected, Failed", javaType = "String")
    public static final String STATE = "CamelUcwaState";
    @Metadata(description = "Incoming or Outgoing", javaType = "String")
    public static final String DIRECTION = "CamelUcwaDirection";
    @Metadata(description = "Normal, Urgent or Emergency", javaType = "String")
    public static final String IMPORTANCE = "CamelUcwaImportance";
    @Metadata(description = "Subject of the invitation", javaType = "String")
    public static final String SUBJECT = "CamelUcwaSubject";
    @Metadata(description = "Thread id of the conversation", javaType = "String")
    public static final String THREAD_ID = "CamelUcwaThreadId";
    @Metadata(description = "Operation id that the inviting application gave", javaType = "String")
    public static final String OPERATION_ID = "CamelUcwaOperationId";
    @Metadata(description = "SIP URI of who is invited, when the resource tells", javaType = "String")
    public static final String TO = "CamelUcwaTo";
    @Metadata(description = "SIP URI of who invites, when the event or the resource tells", javaType = "String")
    public static final String FROM = "CamelUcwaFrom";
    @Metadata(description = "Absolute URL of the conversation. The producer reads it for addParticipant", javaType = "String")
    public static final String CONVERSATION = "CamelUcwaConversation";
    @Metadata(description = "Code of why the invitation failed", javaType = "String")
    public static final String REASON_CODE = "CamelUcwaReasonCode";
    @Metadata(description = "Subcode of why the invitation failed, for example Declined", javaType = "String")
    public static final String REASON_SUBCODE = "CamelUcwaReasonSubcode";
    @Metadata(description = "Text of the server on why the invitation failed", javaType = "String")
    public static final String REASON_MESSAGE = "CamelUcwaReasonMessage";
    @Metadata(label = "consumer", description = "The account that received the event", javaType = "String")
    public static final String SIP_ADDRESS = "CamelUcwaSipAddress";
    @Metadata(label = "consumer",
              description = "True when the resource could not be fetched any more: the body has only what the event told",
              javaType = "Boolean")
    public static final String FETCH_FAILED = "CamelUcwaFetchFailed";
    @Metadata(label = "consumer", description = "True when delivered from the journal after a restart", javaType = "Boolean")
    public static final String REPLAYED = "CamelUcwaReplayed";
    @Metadata(label = "consumer", description = "When the package of events was received, in milliseconds since 1970",
              javaType = "Long")
    public static final String MESSAGE_TIMESTAMP = Exchange.MESSAGE_TIMESTAMP;
    @Metadata(label = "producer", description = "HTTP status of the operation", javaType = "Integer")
    public static final String HTTP_RESPONSE_CODE = Exchange.HTTP_RESPONSE_CODE;
    @Metadata(label = "producer", description = "Operation to perform instead of the option's; removed after use",
              javaType = "String", enums = "get,cancel,accept,decline,addParticipant,startOnlineMeeting")
    public static final String OPERATION = "CamelUcwaOperation";
    @Metadata(label = "producer", description = "Whom addParticipant invites; removed after use", javaType = "String")
    public static final String INVITEE = "CamelUcwaInvitee";
    @Metadata(label = "producer",
              description = "Subject of startOnlineMeeting, at most 250 characters; removed after use", javaType = "String")
    public static final String NEW_SUBJECT = "CamelUcwaNewSubject";
    @Metadata(label = "producer",
              description = "Operation id of a new invitation, at most 50 characters, made when missing; removed after use",
              javaType = "String")
    public static final String NEW_OPERATION_ID = "CamelUcwaNewOperationId";
    @Metadata(label = "producer", description = "Why decline declines; removed after use", javaType = "String",
              enums = "Global,Local,Unknown,MediaAllocationFailure,EncryptionMismatch,IPv6NotSupported,"
                      + "MediaConnectivityFailure,CodecMismatch,UnsupportedMedia,InvalidMediaOffer,InsufficientBandwidth,"
                      + "InsufficientBandwidthRerouteOverPstn")
    public static final String DECLINE_REASON = "CamelUcwaDeclineReason";

    private UcwaConstants() {
    }
}
