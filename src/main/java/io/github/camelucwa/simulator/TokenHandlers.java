package io.github.camelucwa.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The web ticket service (protocol sections 3.2 and 3.3). */
final class TokenHandlers {

    private static final String WINDOWS = "urn:microsoft.rtc:windows";

    private final World world;
    private final SignIn signIn;
    private final SignInSwitches switches;
    private final Ntlm ntlm;

    TokenHandlers(World world, SignIn signIn, SignInSwitches switches) {
        this.world = world;
        this.signIn = signIn;
        this.switches = switches;
        this.ntlm = new Ntlm(world, switches);
    }

    void register(Router router) {
        router.add(RequestKind.TOKEN, "POST", SignIn.TOKEN_PATH, this::token);
    }

    private Answer token(Request request) {
        String type = request.header("content-type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            return error("invalid_request");
        }
        Map<String, String> form = Request.parameters(request.text());
        if (switches.tokenError() != null) {
            return error(switches.tokenError());
        }
        String grant = form.get("grant_type");
        if (grant == null) {
            return error("invalid_request");
        }
        if (form.containsKey("scope") && !"all".equals(form.get("scope"))) {
            return error("invalid_scope");
        }
        List<String> grants = switches.grants();
        if (!grants.contains(grant)) {
            return error("unsupported_grant_type")
                    .with("X-Ms-diagnostics", "28029;source=\"FE01.fabrikam.example\";reason=\"Authentication type not allowed.\"");
        }
        return switch (grant) {
            case "password" -> password(request, form);
            case WINDOWS -> windows(request, form);
            case "urn:microsoft.rtc:passive" -> passive(request);
            default -> error("invalid_grant");
        };
    }

    private Answer password(Request request, Map<String, String> form) {
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

    private Answer windows(Request request, Map<String, String> form) {
        if (form.containsKey("username") || form.containsKey("password")) {
            return error("invalid_request");
        }
        return signIn.issue(ntlm.authenticate(request), request.origin());
    }

    private static Answer passive(Request request) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("error", "invalid_grant")
                .put("ms_rtc_passiveauthuri", request.origin() + "/PassiveAuth/PassiveAuth.aspx");
        return Answer.text(400, "application/json; charset=utf-8", body.toString()).with("Cache-Control", "no-store")
                .with("X-Ms-diagnostics", "28020;source=\"FE01.fabrikam.example\";reason=\"No valid security token.\"");
    }

    private static Answer error(String name) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("error", name);
        return Answer.text(400, "application/json; charset=utf-8", body.toString()).with("Cache-Control", "no-store");
    }
}
