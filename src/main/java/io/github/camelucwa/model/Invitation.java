package io.github.camelucwa.model;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An invitation of any kind (protocol §7): participantInvitation, messagingInvitation, onlineMeetingInvitation,
 * phoneAudioInvitation, audioVideoInvitation, or one unknown yet.
 * <p>
 * Every property, link and embedded resource of these kinds has a getter; what a kind does not have, or the server did
 * not tell, is null (a list: empty). Links are given as written, not resolved; a link that is missing means that the
 * operation is not possible now.
 */
public final class Invitation implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Set<String> FINAL_STATES = Set.of("Connected", "Declined", "Cancelled", "Failed");

    private final Resource resource;

    private Invitation(Resource resource) {
        this.resource = resource;
    }

    /** The invitation a resource tells about. */
    public static Invitation of(Resource resource) {
        return new Invitation(resource);
    }

    /** The invitation in UCWA's JSON shape, unmodifiable: {@link Resource#toMap()}. */
    @JsonValue
    public Map<String, Object> toMap() {
        return resource.toMap();
    }

    /** The opposite of {@link #toMap()}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Invitation fromMap(Map<String, Object> map) {
        return of(Resource.fromMap(map));
    }

    /** The invitation as generic resource, with everything unknown. */
    public Resource getResource() {
        return resource;
    }

    /** Its rel. */
    public String getRel() {
        return resource.getRel();
    }

    /** Target of its self link as written, or null. */
    public String getHref() {
        return resource.getHref();
    }

    /** All properties, also unknown ones, in the order of the server. */
    public Map<String, Object> getProperties() {
        return resource.getProperties();
    }

    /** A property as the server wrote it, or null. */
    public Object getProperty(String name) {
        return resource.getProperties().get(name);
    }

    /** All links, also unknown ones, by rel. */
    public Map<String, List<Link>> getLinks() {
        return resource.getLinks();
    }

    /** The first link of that rel, or null. */
    public Link getLink(String rel) {
        return resource.link(rel).orElse(null);
    }

    /** All embedded resources, by rel. */
    public Map<String, List<Resource>> getEmbedded() {
        return resource.getEmbedded();
    }

    /** True if nothing more happens to it: Connected, Declined, Cancelled or Failed (protocol §18). */
    public boolean isFinal() {
        return getState() != null && FINAL_STATES.contains(getState());
    }

    /** True if somebody else invites. */
    public boolean isIncoming() {
        return "Incoming".equals(getDirection());
    }

    /** True if the signed-in user invites. */
    public boolean isOutgoing() {
        return "Outgoing".equals(getDirection());
    }

    /** {@code Incoming} or {@code Outgoing}. */
    public String getDirection() {
        return resource.text("direction");
    }

    /** {@code Normal}, {@code Urgent} or {@code Emergency}. */
    public String getImportance() {
        return resource.text("importance");
    }

    /** What the client sent along to recognise the operation; outgoing ones only, 50 characters at most. */
    public String getOperationId() {
        return resource.text("operationId");
    }

    /** {@code Connecting}, {@code Alerting}, {@code TeamRing}, {@code Forwarded}, {@code Connected}, {@code Declined}, {@code Cancelled}, {@code Failed}, or a word unknown yet. */
    public String getState() {
        return resource.text("state");
    }

    /** 250 characters at most; often empty. */
    public String getSubject() {
        return resource.text("subject");
    }

    /** The thread of the conversation. */
    public String getThreadId() {
        return resource.text("threadId");
    }

    /** SIP or tel URI of who is invited; often told only by {@link #getToLink()}. */
    public String getTo() {
        return resource.text("to");
    }

    /** The first message, decoded; HTML stays HTML. Null when there is none, or none that is text (protocol §9.5). */
    public String getMessage() {
        return data("message").filter(DataUri::isText).map(DataUri::text).orElse(null);
    }

    /** Media type of the first message, e.g. {@code text/html}. */
    public String getMessageContentType() {
        return data("message").map(DataUri::contentType).orElse(null);
    }

    /** The link that holds the first message as data URI. */
    public Link getMessageLink() {
        return getLink("message");
    }

    /** Custom content, decoded as text. */
    public String getCustomContent() {
        return data("customContent").map(DataUri::text).orElse(null);
    }

    /** Media type of the custom content. */
    public String getCustomContentType() {
        return data("customContent").map(DataUri::contentType).orElse(null);
    }

    /** The link that holds the custom content as data URI. */
    public Link getCustomContentLink() {
        return getLink("customContent");
    }

    /** The media offer (SDP, or a multipart of several), decoded as text; audioVideoInvitation only. */
    public String getMediaOffer() {
        return data("mediaOffer").map(DataUri::text).orElse(null);
    }

    /** Media type of the media offer. */
    public String getMediaOfferContentType() {
        return data("mediaOffer").map(DataUri::contentType).orElse(null);
    }

    /** The link that holds the media offer as data URI. */
    public Link getMediaOfferLink() {
        return getLink("mediaOffer");
    }

    /** Who invites: the embedded participant, else what the link {@code from} tells. */
    public Participant getFrom() {
        return resource.embedded("from").map(Participant::of)
                .or(() -> resource.link("from").map(Participant::of))
                .orElse(null);
    }

    /** The link to who invites; in samples it points elsewhere than the embedded participant. */
    public Link getFromLink() {
        return getLink("from");
    }

    /** The link to who is invited, a contact. */
    public Link getToLink() {
        return getLink("to");
    }

    /** Who accepted; only after success. */
    public List<Participant> getAcceptedByParticipant() {
        return resource.embeddedList("acceptedByParticipant").stream().map(Participant::of).toList();
    }

    /** Without meaning for invitations, but present in the documentation's samples. */
    public List<Resource> getStartEmergencyCallInput() {
        return resource.embeddedList("startEmergencyCallInput");
    }

    /** The conversation. */
    public String getConversation() {
        return href("conversation");
    }

    /** POST here takes the invitation back; outgoing and pending ones only. */
    public String getCancel() {
        return href("cancel");
    }

    /** POST here accepts; incoming and open ones only. */
    public String getAccept() {
        return href("accept");
    }

    /** POST here declines; incoming and open ones only. */
    public String getDecline() {
        return href("decline");
    }

    /** The remote participant, once there is one. */
    public String getParticipant() {
        return href("participant");
    }

    /** The contact who accepted. */
    public String getAcceptedByContact() {
        return href("acceptedByContact");
    }

    /** The contact in whose name the invitation was sent. */
    public String getOnBehalfOf() {
        return href("onBehalfOf");
    }

    /** The messaging modality. */
    public String getMessaging() {
        return href("messaging");
    }

    /** The messaging modality that replaces this one. */
    public String getDerivedMessaging() {
        return href("derivedMessaging");
    }

    /** The phone audio modality. */
    public String getPhoneAudio() {
        return href("phoneAudio");
    }

    /** The phone audio modality that replaces this one. */
    public String getDerivedPhoneAudio() {
        return href("derivedPhoneAudio");
    }

    /** The phone audio modality that this one replaces. */
    public String getReplacesPhoneAudio() {
        return href("replacesPhoneAudio");
    }

    /** The audio and video modality. */
    public String getAudioVideo() {
        return href("audioVideo");
    }

    /** The audio and video modality that replaces this one. */
    public String getDerivedAudioVideo() {
        return href("derivedAudioVideo");
    }

    /** The audio and video modality that this one replaces. */
    public String getReplacesAudioVideo() {
        return href("replacesAudioVideo");
    }

    /** The conversation that replaces this one. */
    public String getDerivedConversation() {
        return href("derivedConversation");
    }

    /** Who forwarded the call. */
    public String getForwardedBy() {
        return href("forwardedBy");
    }

    /** Who transferred the call. */
    public String getTransferredBy() {
        return href("transferredBy");
    }

    /** POST an SDP answer here to accept. */
    public String getAcceptWithAnswer() {
        return href("acceptWithAnswer");
    }

    /** POST a phone number here to accept by phone. */
    public String getAcceptWithPhoneAudio() {
        return href("acceptWithPhoneAudio");
    }

    /** POST a provisional SDP answer here. */
    public String getSendProvisionalAnswer() {
        return href("sendProvisionalAnswer");
    }

    /** POST media diagnostics here. */
    public String getReportMediaDiagnostics() {
        return href("reportMediaDiagnostics");
    }

    /** Conference URI of the meeting. */
    public String getOnlineMeetingUri() {
        return resource.text("onlineMeetingUri");
    }

    /** Name of one who joins without an identity; 250 characters at most. */
    public String getAnonymousDisplayName() {
        return resource.text("anonymousDisplayName");
    }

    /** Modalities of the meeting, e.g. {@code Messaging}. */
    public List<String> getAvailableModalities() {
        return resource.texts("availableModalities");
    }

    /** The phone number to be called. */
    public String getPhoneNumber() {
        return resource.text("phoneNumber");
    }

    /** Whom the caller wanted, when a delegate is called, as property. */
    public String getDelegator() {
        return resource.text("delegator");
    }

    /** Whom the caller wanted, when a delegate is called, as link. */
    public Link getDelegatorLink() {
        return getLink("delegator");
    }

    /** Whether the private line is called. */
    public Boolean getPrivateLine() {
        return resource.flag("privateLine");
    }

    /** Whether audio starts muted. */
    public Boolean getJoinAudioMuted() {
        return resource.flag("joinAudioMuted");
    }

    /** Whether video starts muted. */
    public Boolean getJoinVideoMuted() {
        return resource.flag("joinVideoMuted");
    }

    /** Context of the media session; 50 characters at most. */
    public String getSessionContext() {
        return resource.text("sessionContext");
    }

    /** Where bandwidth is controlled. */
    public String getBandwidthControlId() {
        return resource.text("bandwidthControlId");
    }

    /** Street address of the caller. */
    public String getAddress() {
        return resource.text("address");
    }

    /** Building of the caller. */
    public String getBuilding() {
        return resource.text("building");
    }

    /** City of the caller. */
    public String getCity() {
        return resource.text("city");
    }

    /** Country of the caller. */
    public String getCountry() {
        return resource.text("country");
    }

    /** Postal code of the caller. */
    public String getZip() {
        return resource.text("zip");
    }

    /** State or province of the caller. */
    public String getLocationState() {
        return resource.text("locationState");
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Invitation that && resource.equals(that.resource);
    }

    @Override
    public int hashCode() {
        return resource.hashCode();
    }

    /** Kind, state and self link only. */
    @Override
    public String toString() {
        return "Invitation[" + getRel() + " " + getState() + " " + getHref() + "]";
    }

    // the documentation lists them as properties, samples and captures have links
    private Optional<DataUri> data(String name) {
        return DataUri.parse(resource.link(name).map(Link::href).orElseGet(() -> resource.text(name)));
    }

    private String href(String rel) {
        return resource.link(rel).map(Link::href).orElse(null);
    }
}
