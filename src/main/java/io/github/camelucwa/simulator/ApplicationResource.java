package io.github.camelucwa.simulator;

import java.util.List;

/** The representation of an application and of what is embedded in it (protocol section 4.2). */
final class ApplicationResource {

    private ApplicationResource() {
    }

    static Resource of(SimulatedApplication application, String events) {
        String self = application.href();
        ApplicationKey key = application.key();
        return Resource.of("application", self)
                .with("culture", key.culture()).with("userAgent", key.userAgent()).with("type", "Browser").with("endpointId", key.endpointId())
                .with("id", application.id()).with("etag", String.valueOf(application.id().hashCode() & 0x7fffffff))
                .link("policies", self + "/policies").link("batch", self + "/batch").link("events", events)
                .embed("me", me(application)).embed("people", people(self)).embed("onlineMeetings", onlineMeetings(self))
                .embed("communication", communication(application));
    }

    static Resource me(SimulatedApplication application) {
        String me = application.href() + "/me";
        boolean available = application.isAvailable();
        String address = World.bare(application.account().sipAddress());
        return Resource.of("me", me)
                .with("name", application.account().name()).with("uri", application.account().sipAddress()).with("emailAddresses", List.of(address))
                .link("makeMeAvailable", available ? null : me + "/makeMeAvailable",
                        "revision", application.world().behaviour().makeMeAvailableRevision())
                .link("reportMyActivity", available ? me + "/reportMyActivity" : null)
                .link("presence", available ? me + "/presence" : null).link("note", available ? me + "/note" : null)
                .link("location", available ? me + "/location" : null)
                .link("callForwardingSettings", me + "/callForwardingSettings").link("phones", me + "/phones")
                .link("photo", application.href() + "/photos/" + address);
    }

    static Resource communication(SimulatedApplication application) {
        String self = application.href() + "/communication";
        Availability availability = application.availability();
        return Resource.of("communication", self)
                .with("etag", "3140562359").with("4d221db7-4af0-476b-9443-8bc874283085", "please pass this in a PUT request")
                .with("supportedModalities", availability == null ? List.of() : availability.modalities())
                .with("supportedMessageFormats", availability == null ? List.of("Plain") : availability.formats())
                .link("conversations", self + "/conversations?filter=active")
                .link("startMessaging", self + "/messagingInvitations")
                .link("startOnlineMeeting", self + "/onlineMeetingInvitations?onlineMeetingUri=adhoc")
                .link("joinOnlineMeeting", self + "/onlineMeetingInvitations");
    }

    private static Resource people(String application) {
        return Resource.of("people", application + "/people").link("presenceSubscriptions", application + "/people/presenceSubscriptions")
                .link("search", application + "/people/search");
    }

    private static Resource onlineMeetings(String application) {
        return Resource.of("onlineMeetings", application + "/onlineMeetings")
                .link("myOnlineMeetings", application + "/onlineMeetings/myOnlineMeetings");
    }
}
