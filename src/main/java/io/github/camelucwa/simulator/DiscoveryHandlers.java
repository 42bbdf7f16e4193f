package io.github.camelucwa.simulator;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Autodiscover (protocol section 2). */
final class DiscoveryHandlers {

    static final String ROOT = "/Autodiscover/AutodiscoverService.svc/root";

    private static final String USER = ROOT + "/oauth/user";
    private static final String QUERY = "?originalDomain=fabrikam.example";

    private final Function<String, DiscoverySwitches> switches;
    private final SignIn signIn;
    private final AtomicInteger loops = new AtomicInteger();

    /** @param switches those of the host with this origin */
    DiscoveryHandlers(Function<String, DiscoverySwitches> switches, SignIn signIn) {
        this.switches = switches;
        this.signIn = signIn;
    }

    void register(Router router) {
        router.add(RequestKind.DISCOVERY_ROOT, "GET", "/", this::root);
        router.add(RequestKind.DISCOVERY_ROOT, "GET", ROOT, this::root);
        router.add(RequestKind.DISCOVERY_USER, "GET", USER, this::user);
    }

    private Answer root(Request request) {
        DiscoverySwitches.Plan plan = switches.apply(request.origin()).plan();
        String self = request.origin() + ROOT + QUERY;
        return switch (plan.root()) {
            case USER -> Answer.ok(links(request, self).link("user", request.origin() + USER + QUERY));
            case REDIRECT_IN_BODY -> Answer.ok(links(request, self).link("redirect", plan.rootTarget()));
            case REDIRECT_BY_HTTP -> moved(plan.rootTarget());
            case LOOP_IN_BODY -> Answer.ok(links(request, self).link("redirect", self + "&loop=" + loops.incrementAndGet()));
            case LOOP_BY_HTTP -> moved(self + "&loop=" + loops.incrementAndGet());
            case HTML -> Answer.html(200, "Outlook Web App");
            case XML -> xml(links(request, self).link("user", request.origin() + USER + QUERY));
            case WITHOUT_LINKS -> Answer.ok(links(request, self));
            case NOT_FOUND -> Answer.html(404, "404 - File or directory not found.");
        };
    }

    private Answer user(Request request) {
        DiscoverySwitches.Plan plan = switches.apply(request.origin()).plan();
        if (plan.user() == DiscoverySwitches.User.NOT_FOUND) {
            return Answer.html(404, "404 - File or directory not found.");
        }
        signIn.require(request);
        Resource resource = links(request, request.origin() + ROOT + "/user");
        if (plan.user() == DiscoverySwitches.User.FORBIDDEN) {
            return Answer.html(403, "403 - Forbidden: Access is denied.");
        }
        if (plan.user() == DiscoverySwitches.User.REDIRECT) {
            return Answer.ok(resource.link("redirect", plan.userTarget()));
        }
        String applications = (plan.applicationsOrigin() == null ? request.origin() : plan.applicationsOrigin()) + ApplicationHandlers.APPLICATIONS;
        return Answer.ok(plan.revision() == null ? resource.link("applications", applications)
                : resource.link("applications", applications, "revision", plan.revision()));
    }

    private static Resource links(Request request, String self) {
        return Resource.anonymous().link("self", self).link("xframe", request.origin() + "/Autodiscover/XFrame/XFrame.html");
    }

    private static Answer moved(String location) {
        return Answer.html(302, "Object moved").with("Location", location);
    }

    private static Answer xml(Resource resource) {
        byte[] text = new XmlRenderer().render(resource.tree(), Answer.Shape.RESOURCE).getBytes(StandardCharsets.UTF_8);
        return Answer.bytes(200, "application/xml; charset=utf-8", text);
    }
}
