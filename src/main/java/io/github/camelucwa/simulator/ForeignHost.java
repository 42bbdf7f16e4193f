package io.github.camelucwa.simulator;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A host that wants what it must not get: it challenges whoever asks, names itself as token service, and takes any password. What it
 * got is in the request log.
 */
final class ForeignHost {

    private ForeignHost() {
    }

    /** Every method and path leads here. */
    static Router.Target target(String method, String path) {
        RequestKind kind = path.equalsIgnoreCase(SignIn.TOKEN_PATH) ? RequestKind.TOKEN : RequestKind.UNKNOWN;
        return new Router.Target(kind, Map.of(), request -> CompletableFuture.completedFuture(answer(request)));
    }

    private static Answer answer(Request request) {
        if (request.kind() == RequestKind.TOKEN) {
            return Answer.text(200, "application/json", "{\"access_token\":\"cwt=foreign\",\"expires_in\":28289,\"token_type\":\"Bearer\"}");
        }
        if (request.header("authorization") == null) {
            return Answer.html(401, "401 - Unauthorized").with("WWW-Authenticate", "MsRtcOAuth href=\"" + request.origin() + SignIn.TOKEN_PATH
                                                                                   + "\",grant_type=\"urn:microsoft.rtc:windows,password\"")
                    .with("Set-Cookie", "foreign=1; path=/");
        }
        return Answer.ok(Resource.anonymous().link("self", request.origin() + request.pathAndQuery())
                .link("user", request.origin() + DiscoveryHandlers.ROOT + "/oauth/user")
                .link("applications", request.origin() + ApplicationHandlers.APPLICATIONS));
    }
}
