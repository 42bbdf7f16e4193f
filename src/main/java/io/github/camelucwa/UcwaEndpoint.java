package io.github.camelucwa;

import java.util.Map;
import java.util.Set;

import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Receive invitation events of Skype for Business Server (UCWA 2.0) and act on invitations.
 */
@UriEndpoint(firstVersion = "0.1.0", scheme = "ucwa", title = "UCWA", syntax = "ucwa:resource",
             category = { Category.CHAT, Category.API }, headersClass = UcwaConstants.class)
@Metadata(annotations = { "protocol=http" })
public class UcwaEndpoint extends DefaultEndpoint
        implements AsyncEndpoint, EndpointServiceLocation, MultipleConsumersSupport {

    static final String PARTICIPANT_INVITATION = "participantInvitation";
    static final String ANY_INVITATION = "invitation";
    private static final String[] RESOURCES = { PARTICIPANT_INVITATION, "messagingInvitation", "onlineMeetingInvitation",
            "phoneAudioInvitation", "audioVideoInvitation", ANY_INVITATION };
    private static final String[] EVENT_TYPES = { "started", "updated", "completed", "lost" };
    private static final int MAX_SUBJECT = 250;

    @UriPath(enums = "participantInvitation,messagingInvitation,onlineMeetingInvitation,phoneAudioInvitation,"
                     + "audioVideoInvitation,invitation",
             description = "What the endpoint is about: the UCWA rel of the invitations, or invitation for all kinds")
    @Metadata(required = true)
    private String resource;
    @UriParam
    private UcwaConfiguration configuration;

    @UriParam(label = "consumer", defaultValue = "started,updated,completed,lost",
              description = "Events that become exchanges, separated by comma: started, updated, completed, lost")
    private String eventTypes = "started,updated,completed,lost";
    @UriParam(label = "consumer", defaultValue = "any", enums = "any,incoming,outgoing",
              description = "Which invitations become exchanges. Incoming ones need signInAs.")
    private String direction = "any";
    @UriParam(label = "consumer",
              description = "Only invitations in one of these states, separated by comma, for example Connected,Failed."
                            + " All when unset; lost events always pass.")
    private String states;
    @UriParam(label = "consumer", defaultValue = "whenMissing", enums = "whenMissing,always,never",
              description = "When the resource is fetched: whenMissing is when the event does not embed it")
    private String fetch = "whenMissing";
    @UriParam(label = "common", defaultValue = "invitation", enums = "invitation,map,json,raw",
              description = "What the body is: the Java object, a Map, a JSON String, or the bytes the server sent")
    private String bodyType = "invitation";
    @UriParam(label = "consumer", defaultValue = "false",
              description = "What happens when an exchange fails: false tells the exception handler and goes on, true tries the"
                            + " event again with growing pauses while later ones wait")
    private boolean breakOnFirstError;

    @UriParam(label = "producer", defaultValue = "get", enums = "get,cancel,accept,decline,addParticipant,startOnlineMeeting",
              description = "Operation to perform, named after the UCWA link it follows")
    private String operation = "get";
    @UriParam(label = "producer",
              description = "The invitation to act on, for addParticipant the conversation. Without option and header, a body"
                            + " that is an Invitation tells.")
    private String href;
    @UriParam(label = "producer", description = "Whom addParticipant invites: a SIP or tel URI")
    private String to;
    @UriParam(label = "producer", description = "Subject of startOnlineMeeting, at most 250 characters")
    private String subject;
    @UriParam(label = "producer", defaultValue = "false",
              description = "Replies only when the completed event of the invitation is there, with the completed invitation as"
                            + " body. Not for get.")
    private boolean waitForCompletion;
    @UriParam(label = "producer", defaultValue = "40000", javaType = "java.time.Duration",
              description = "How long waitForCompletion waits")
    private long completionTimeout = 40000;

    public UcwaEndpoint(String uri, UcwaComponent component, UcwaConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    /** Refuses, with the name of the option, what can never work. */
    void validate() {
        resource = Choice.of("resource", resource, RESOURCES);
        direction = Choice.of("direction", direction, "any", "incoming", "outgoing");
        fetch = Choice.of("fetch", fetch, "whenMissing", "always", "never");
        bodyType = Choice.of("bodyType", bodyType, "invitation", "map", "json", "raw");
        operation = Choice.of("operation", operation, UcwaOperations.NAMES);
        Choice.listOf("eventTypes", eventTypes, EVENT_TYPES);
        if (completionTimeout <= 0) {
            throw new IllegalArgumentException("Option completionTimeout=" + completionTimeout + " must be more than 0");
        }
        if (subject != null && subject.length() > MAX_SUBJECT) {
            throw new IllegalArgumentException("Option subject has " + subject.length() + " characters, allowed are "
                    + MAX_SUBJECT);
        }
        if (PARTICIPANT_INVITATION.equals(resource)) {
            if ("incoming".equals(direction)) {
                throw new IllegalArgumentException("Option direction=incoming: there is no incoming participantInvitation, what"
                        + " the invited side sees is an onlineMeetingInvitation");
            }
            UcwaOperations.refuseOnParticipantInvitation(operation);
        }
        ConfigurationRules.check(configuration);
    }

    /** Each consumer gets every event it wants. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @Override
    public Producer createProducer() throws Exception {
        return new UcwaProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        UcwaConsumer consumer = new UcwaConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /** The events wanted. */
    Set<String> wantedEventTypes() {
        return Choice.listOf("eventTypes", eventTypes, EVENT_TYPES);
    }

    @Override
    public UcwaComponent getComponent() {
        return (UcwaComponent) super.getComponent();
    }

    @Override
    public String getServiceUrl() {
        return configuration.getDiscoveryUrl() != null ? configuration.getDiscoveryUrl()
                : "https://lyncdiscoverinternal." + ConfigurationRules.sipDomain(configuration);
    }

    @Override
    public String getServiceProtocol() {
        return "ucwa";
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        return configuration.getSipAddress() == null ? null : Map.of("sipAddress", configuration.getSipAddress());
    }

    public String getResource() {
        return resource;
    }

    /** What the endpoint is about. */
    public void setResource(String resource) {
        this.resource = resource;
    }

    public UcwaConfiguration getConfiguration() {
        return configuration;
    }

    /** The options of the account. */
    public void setConfiguration(UcwaConfiguration configuration) {
        this.configuration = configuration;
    }

    public String getEventTypes() {
        return eventTypes;
    }

    /** Events that become exchanges, separated by comma. */
    public void setEventTypes(String eventTypes) {
        this.eventTypes = eventTypes;
    }

    public String getDirection() {
        return direction;
    }

    /** Which invitations become exchanges: any, incoming or outgoing. */
    public void setDirection(String direction) {
        this.direction = direction;
    }

    public String getStates() {
        return states;
    }

    /** States that become exchanges, separated by comma; null for all. */
    public void setStates(String states) {
        this.states = states;
    }

    public String getFetch() {
        return fetch;
    }

    /** When the resource is fetched: whenMissing, always or never. */
    public void setFetch(String fetch) {
        this.fetch = fetch;
    }

    public String getBodyType() {
        return bodyType;
    }

    /** What the body is: invitation, map, json or raw. */
    public void setBodyType(String bodyType) {
        this.bodyType = bodyType;
    }

    public boolean isBreakOnFirstError() {
        return breakOnFirstError;
    }

    /** Whether a failed exchange is tried again while later events wait. */
    public void setBreakOnFirstError(boolean breakOnFirstError) {
        this.breakOnFirstError = breakOnFirstError;
    }

    public String getOperation() {
        return operation;
    }

    /** Operation of the producer. */
    public void setOperation(String operation) {
        this.operation = operation;
    }

    public String getHref() {
        return href;
    }

    /** The invitation to act on, for addParticipant the conversation. */
    public void setHref(String href) {
        this.href = href;
    }

    public String getTo() {
        return to;
    }

    /** Whom addParticipant invites. */
    public void setTo(String to) {
        this.to = to;
    }

    public String getSubject() {
        return subject;
    }

    /** Subject of startOnlineMeeting. */
    public void setSubject(String subject) {
        this.subject = subject;
    }

    public boolean isWaitForCompletion() {
        return waitForCompletion;
    }

    /** Whether the producer replies only when the invitation is completed. */
    public void setWaitForCompletion(boolean waitForCompletion) {
        this.waitForCompletion = waitForCompletion;
    }

    public long getCompletionTimeout() {
        return completionTimeout;
    }

    /** How long waitForCompletion waits, in milliseconds. */
    public void setCompletionTimeout(long completionTimeout) {
        this.completionTimeout = completionTimeout;
    }
}
