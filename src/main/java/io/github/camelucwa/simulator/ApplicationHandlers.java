package io.github.camelucwa.simulator;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The application, its user and its event channel (protocol sections 4 to 6). */
final class ApplicationHandlers {

    static final String APPLICATIONS = "/ucwa/oauth/v1/applications";
    static final String APPLICATION = APPLICATIONS + "/{app}";

    private final Doorkeeper door;

    ApplicationHandlers(Doorkeeper door) {
        this.door = door;
    }

    void register(Router router) {
        router.add(RequestKind.APPLICATIONS, "POST", APPLICATIONS, this::create);
        router.add(RequestKind.APPLICATION, "GET", APPLICATION, request -> Answer.ok(door.application(request).resource()));
        router.add(RequestKind.DELETE_APPLICATION, "DELETE", APPLICATION, this::delete);
        router.addDeferred(RequestKind.EVENTS, "GET", APPLICATION + "/events", request -> door.application(request).poll(request.query()));
        router.add(RequestKind.ME, "GET", APPLICATION + "/me", request -> Answer.ok(ApplicationResource.me(door.application(request))));
        for (String part : List.of("presence", "note", "location")) {
            router.add(RequestKind.ME, "GET", APPLICATION + "/me/" + part, request -> part(request, part));
        }
        router.add(RequestKind.COMMUNICATION, "GET", APPLICATION + "/communication",
                request -> Answer.ok(ApplicationResource.communication(door.application(request))));
        router.add(RequestKind.MAKE_ME_AVAILABLE, "POST", APPLICATION + "/me/makeMeAvailable", this::makeMeAvailable);
        router.add(RequestKind.REPORT_MY_ACTIVITY, "POST", APPLICATION + "/me/reportMyActivity", this::reportMyActivity);
        router.add(RequestKind.CONTACT, "GET", APPLICATION + "/people/{person}/presence", this::contactPresence);
        router.add(RequestKind.CONTACT, "GET", APPLICATION + "/people/{person}", this::contact);
    }

    private Answer create(Request request) {
        SimulatedAccount account = door.account(request);
        Input input = Input.of(request);
        String type = input.get("type");
        if (type != null && !type.equals("Browser")) {
            throw new Refusal(UcwaError.parameter("type", "Browser"));
        }
        String endpointId = input.require("endpointId", 100);
        return account.apply(new ApplicationKey(endpointId, input.require("culture", 100), input.require("userAgent", 100), type));
    }

    private Answer delete(Request request) {
        door.application(request).end(UcwaError.applicationNotFound());
        return Answer.of(204);
    }

    private Answer makeMeAvailable(Request request) {
        SimulatedApplication application = door.application(request);
        Input input = Input.of(request);
        List<String> modalities = new ArrayList<>(input.list("supportedModalities"));
        List<String> formats = input.list("supportedMessageFormats");
        if (application.isAvailable()) {
            return UcwaError.conflict("AlreadyExists", "The user has been made available before.");
        }
        for (String modality : modalities) {
            if (!modality.equals("Messaging") && !modality.equals("PhoneAudio") && !application.world().behaviour().allModalities()) {
                return UcwaError.of(403, "Forbidden", "None", "The modality " + modality + " is not allowed for this application.");
            }
        }
        Availability granted = new Availability(input.get("signInAs"), modalities, formats.isEmpty() ? List.of("Plain") : formats);
        application.makeAvailable(granted);
        return availableAnswer(request, application).whenSent(() -> application.post(availableEvents(application)));
    }

    private static Answer availableAnswer(Request request, SimulatedApplication application) {
        String wanted = request.header("x-ms-requiresminresourceversion");
        String offered = application.world().behaviour().makeMeAvailableRevision();
        if (wanted == null || Doorkeeper.number(offered) < 2 || Doorkeeper.number(wanted) < 2) {
            return Answer.of(204);
        }
        ObjectNode queued = JsonNodeFactory.instance.objectNode();
        ArrayNode operations = queued.putArray("operations");
        List.of("MakeMeAvailable", "Presence").forEach(operations::add);
        return Answer.tree(201, Answer.Shape.OPERATIONS_QUEUED, queued);
    }

    private static List<ChannelEvent> availableEvents(SimulatedApplication application) {
        String me = application.href() + "/me";
        List<ChannelEvent> events = new ArrayList<>();
        events.add(application.embed(application.event("updated", "communication", application.href() + "/communication"),
                ApplicationResource.communication(application)).at(ChannelEvent.Urgency.MEDIUM));
        events.add(ChannelEvent.of("me", me, "updated", "me", me).at(ChannelEvent.Urgency.MEDIUM));
        for (String part : List.of("presence", "note", "location")) {
            events.add(ChannelEvent.of("me", me, "added", part, me + "/" + part).at(ChannelEvent.Urgency.MEDIUM));
        }
        return events;
    }

    private Answer reportMyActivity(Request request) {
        SimulatedApplication application = door.application(request);
        if (!application.isAvailable()) {
            return UcwaError.conflict("MakeMeAvailableRequired", "The user has to be made available first.");
        }
        application.reportActivity();
        return Answer.of(204);
    }

    private Answer part(Request request, String part) {
        SimulatedApplication application = door.application(request);
        Availability availability = application.availability();
        if (availability == null) {
            return UcwaError.notFound();
        }
        Resource resource = Resource.of(part, application.href() + "/me/" + part);
        if (part.equals("presence")) {
            resource.with("availability", availability.signInAs() == null ? "Online" : availability.signInAs());
        }
        return Answer.ok(resource);
    }

    private Answer contactPresence(Request request) {
        SimulatedApplication application = door.application(request);
        return Answer.ok(Resource.of("contactPresence", application.href() + "/people/" + request.variable("person") + "/presence")
                .with("availability", "Online"));
    }

    private Answer contact(Request request) {
        SimulatedApplication application = door.application(request);
        String address = request.variable("person");
        return Answer.ok(Resource.of("contact", application.href() + "/people/" + address)
                .with("name", World.displayName(address)).with("uri", World.uri(address)).with("type", "User")
                .with("sourceNetwork", "SameEnterprise").with("emailAddresses", List.of(address)));
    }
}
