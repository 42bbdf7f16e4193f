package io.github.camelucwa.model;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A participant of a conversation (protocol §8.5). What the server did not tell is null. Links are given as written, not
 * resolved; a link that is missing means that the operation is not possible now.
 */
public final class Participant implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Resource resource;

    private Participant(Resource resource) {
        this.resource = resource;
    }

    /** The participant that a resource of rel {@code participant}, or of a rel that is a view of one, tells about. */
    public static Participant of(Resource resource) {
        return new Participant(resource);
    }

    /** What a mere link tells: its target as self link and its title, if any, as name. */
    public static Participant of(Link link) {
        return of(Resource.builder("participant").property("name", link.title()).link("self", link.href()).build());
    }

    /** The participant in UCWA's JSON shape, unmodifiable: {@link Resource#toMap()}. */
    @JsonValue
    public Map<String, Object> toMap() {
        return resource.toMap();
    }

    /** The opposite of {@link #toMap()}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Participant fromMap(Map<String, Object> map) {
        return of(Resource.fromMap(map));
    }

    /** The participant as generic resource, with everything unknown. */
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

    /** Name for people; may be empty at first. */
    public String getName() {
        return resource.text("name");
    }

    /** SIP or tel URI. */
    public String getUri() {
        return resource.text("uri");
    }

    /** {@code Attendee}, {@code Leader} or {@code Unknown}. */
    public String getRole() {
        return resource.text("role");
    }

    /** {@code SameEnterprise}, {@code Federated}, {@code PublicCloud}, {@code Everyone} or {@code Unknown}. */
    public String getSourceNetwork() {
        return resource.text("sourceNetwork");
    }

    /** Whether the participant joined without an identity. */
    public Boolean getAnonymous() {
        return resource.flag("anonymous");
    }

    /** Whether the participant still waits in the lobby. */
    public Boolean getInLobby() {
        return resource.flag("inLobby");
    }

    /** Whether this is the signed-in user. */
    public Boolean getLocal() {
        return resource.flag("local");
    }

    /** Whether the participant organised the meeting. */
    public Boolean getOrganizer() {
        return resource.flag("organizer");
    }

    /** A phone number as tel URI. */
    public String getOtherPhoneNumber() {
        return resource.text("otherPhoneNumber");
    }

    /** The phone number at work as tel URI. */
    public String getWorkPhoneNumber() {
        return resource.text("workPhoneNumber");
    }

    /** POST here lets the participant in from the lobby. */
    public String getAdmit() {
        return href("admit");
    }

    /** POST here turns the participant away from the lobby. */
    public String getReject() {
        return href("reject");
    }

    /** POST here makes the participant a leader. */
    public String getPromote() {
        return href("promote");
    }

    /** POST here makes the participant an attendee. */
    public String getDemote() {
        return href("demote");
    }

    /** POST here removes the participant. */
    public String getEject() {
        return href("eject");
    }

    /** The contact behind the participant. */
    public String getContact() {
        return href("contact");
    }

    /** The photo of the contact. */
    public String getContactPhoto() {
        return href("contactPhoto");
    }

    /** The presence of the contact. */
    public String getContactPresence() {
        return href("contactPresence");
    }

    /** The conversation. */
    public String getConversation() {
        return href("conversation");
    }

    /** The signed-in user; only on the local participant. */
    public String getMe() {
        return href("me");
    }

    /** Present while the participant shares an application. */
    public String getParticipantApplicationSharing() {
        return href("participantApplicationSharing");
    }

    /** Present while the participant uses audio. */
    public String getParticipantAudio() {
        return href("participantAudio");
    }

    /** Present while the participant uses data collaboration. */
    public String getParticipantDataCollaboration() {
        return href("participantDataCollaboration");
    }

    /** Present while the participant uses messaging. */
    public String getParticipantMessaging() {
        return href("participantMessaging");
    }

    /** Present while the participant uses panoramic video. */
    public String getParticipantPanoramicVideo() {
        return href("participantPanoramicVideo");
    }

    /** Present while the participant uses video. */
    public String getParticipantVideo() {
        return href("participantVideo");
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Participant that && resource.equals(that.resource);
    }

    @Override
    public int hashCode() {
        return resource.hashCode();
    }

    /** Self link only. */
    @Override
    public String toString() {
        return "Participant[" + getHref() + "]";
    }

    private String href(String rel) {
        return resource.link(rel).map(Link::href).orElse(null);
    }
}
