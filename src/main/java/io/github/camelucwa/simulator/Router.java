package io.github.camelucwa.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a URL stands for. A URL that no link of the server leads to is answered with 404. */
final class Router {

    /** Answers a request, at once or later; may throw a {@link Refusal}. */
    interface Handler {
        CompletableFuture<Answer> handle(Request request);
    }

    /** Answers a request at once; may throw a {@link Refusal}. */
    interface DirectHandler {
        Answer handle(Request request);
    }

    /** What a method and a path lead to. */
    record Target(RequestKind kind, Map<String, String> variables, Handler handler) {
    }

    private record Route(RequestKind kind, String method, Pattern path, List<String> names, Handler handler) {
    }

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final List<Route> routes = new ArrayList<>();

    /** @param template path in which {@code {name}} stands for one segment; letter case does not matter, as on IIS */
    void add(RequestKind kind, String method, String template, DirectHandler handler) {
        addDeferred(kind, method, template, request -> CompletableFuture.completedFuture(handler.handle(request)));
    }

    void addDeferred(RequestKind kind, String method, String template, Handler handler) {
        List<String> names = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(template);
        StringBuilder expression = new StringBuilder();
        int from = 0;
        while (variable.find()) {
            expression.append(Pattern.quote(template.substring(from, variable.start()))).append("([^/]+)");
            names.add(variable.group(1));
            from = variable.end();
        }
        expression.append(Pattern.quote(template.substring(from)));
        routes.add(new Route(kind, method, Pattern.compile(expression.toString(), Pattern.CASE_INSENSITIVE), names, handler));
    }

    Target find(String method, String path) {
        Route otherMethod = null;
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(path);
            if (matcher.matches()) {
                if (route.method().equals(method)) {
                    return new Target(route.kind(), variables(route, matcher), route.handler());
                }
                otherMethod = route;
            }
        }
        if (otherMethod != null) {
            return refuse(UcwaError.of(405, "MethodNotAllowed", null, "The method is not allowed for this resource."));
        }
        return refuse(path.startsWith("/ucwa/") ? UcwaError.notFound() : Answer.html(404, "404 - File or directory not found."));
    }

    private static Target refuse(Answer answer) {
        return new Target(RequestKind.UNKNOWN, Map.of(), request -> CompletableFuture.completedFuture(answer));
    }

    private static Map<String, String> variables(Route route, Matcher matcher) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < route.names().size(); i++) {
            variables.put(route.names().get(i), matcher.group(i + 1));
        }
        return variables;
    }
}
