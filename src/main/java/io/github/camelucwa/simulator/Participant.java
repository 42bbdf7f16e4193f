package io.github.camelucwa.simulator;

/**
 * Somebody in a conversation's roster (protocol section 8.5).
 *
 * @param uri   SIP URI
 * @param name  display name
 * @param local whether it is the account itself
 * @param role  Attendee or Leader
 */
record Participant(String uri, String name, boolean local, String role) {

    static Participant remote(String uri) {
        return new Participant(World.uri(uri), World.displayName(uri), false, "Attendee");
    }

    String href(String conversation) {
        return conversation + "/participants/" + World.bare(uri);
    }

    Resource resource(String application, String conversation) {
        String self = href(conversation);
        String contact = application + "/people/" + World.bare(uri);
        Resource resource = Resource.of("participant", self)
                .with("name", name).with("uri", uri).with("role", role).with("sourceNetwork", "SameEnterprise")
                .with("anonymous", false).with("inLobby", false).with("local", local).with("organizer", local)
                .link("conversation", conversation);
        if (local) {
            return resource.link("me", application + "/me");
        }
        return resource.link("contact", contact).link("contactPresence", contact + "/presence").link("contactPhoto", contact + "/photo")
                .link("participantMessaging", self + "/messaging").link("eject", self + "/eject");
    }
}
