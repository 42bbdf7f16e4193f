package io.github.camelucwa.simulator;

import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Discovery and the web ticket service (protocol sections 2 and 3). */
final class SignInHandlers {

    private static final String ROOT = "/Autodiscover/AutodiscoverService.svc/root";
    private static final String USER = ROOT + "/oauth/user";

    private final World world;
    private final SignIn signIn;

    SignInHandlers(World world, SignIn signIn) {
        this.world = world;
        this.signIn = signIn;
    }

    void register(Router router) {
        router.add(RequestKind.DISCOVERY_ROOT, "GET", "/", this::root);
        router.add(RequestKind.DISCOVERY_ROOT, "GET", ROOT, this::root);
        router.add(RequestKind.DISCOVERY_USER, "GET", USER, this::user);
        router.add(RequestKind.TOKEN, "POST", SignIn.TOKEN_PATH, this::token);
    }

    private Answer root(Request request) {
        String query = "?originalDomain=fabrikam.example";
        return Answer.ok(Resource.anonymous()
                .link("self", request.origin() + ROOT + query)
                .link("user", request.origin() + USER + query)
                .link("xframe", request.origin() + "/Autodiscover/XFrame/XFrame.html"));
    }

    private Answer user(Request request) {
        signIn.require(request);
        return Answer.ok(Resource.anonymous()
                .link("self", request.origin() + ROOT + "/user")
                .link("applications", request.origin() + ApplicationHandlers.APPLICATIONS, "revision", "2")
                .link("xframe", request.origin() + "/Autodiscover/XFrame/XFrame.html"));
    }

    private Answer token(Request request) {
        String type = request.header("content-type");
        if (type == null || !type.toLowerCase(java.util.Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            return error("invalid_request");
        }
        Map<String, String> form = Request.parameters(request.text());
        String grant = form.get("grant_type");
        if (grant == null) {
            return error("invalid_request");
        }
        if (form.containsKey("scope") && !"all".equals(form.get("scope"))) {
            return error("invalid_scope");
        }
        if (!"password".equals(grant)) {
            return error("unsupported_grant_type")
                    .with("X-Ms-diagnostics", "28029;source=\"FE01.fabrikam.example\";reason=\"Authentication type not allowed.\"");
        }
        String username = form.get("username");
        String password = form.get("password");
        if (username == null || password == null) {
            return error("invalid_request");
        }
        for (SimulatedAccount account : world.accounts()) {
            if (account.knows(username, password)) {
                return signIn.issue(account, request.origin());
            }
        }
        return error("invalid_grant");
    }

    static Answer error(String name) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("error", name);
        return Answer.text(400, "application/json; charset=utf-8", body.toString()).with("Cache-Control", "no-store");
    }
}
