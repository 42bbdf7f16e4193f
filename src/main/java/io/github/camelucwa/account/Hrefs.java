package io.github.camelucwa.account;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelucwa.channel.ReceivedEvent;
import io.github.camelucwa.http.Origin;
import io.github.camelucwa.http.TrustedHosts;
import io.github.camelucwa.http.Urls;
import io.github.camelucwa.model.Link;
import io.github.camelucwa.model.Resource;

/**
 * Decides which hrefs given by a route are called: those of the signed-in application's origin and of trusted hosts that the
 * server itself linked to. Routes are fed from outside, so everything else is refused before anything is sent.
 */
final class Hrefs {

    private final TrustedHosts trusted;
    private final Set<Origin> linked = ConcurrentHashMap.newKeySet();

    Hrefs(TrustedHosts trusted) {
        this.trusted = trusted;
    }

    /**
     * @param href        what the route gave; relative ones belong to the application
     * @param application URL of the signed-in application
     * @throws IllegalArgumentException when it may not be called; the message says why
     */
    URI resolve(String href, URI application) {
        URI url = Urls.resolve(application, href);
        Origin origin = Origin.of(url);
        Origin own = Origin.of(application);
        if (!origin.equals(own) && !(linked.contains(origin) && trusted.isTrusted(url))) {
            throw new IllegalArgumentException("The href leads to " + origin + "; allowed are hrefs of the signed-in application"
                    + " (" + own + ") and of trusted hosts that the server itself linked to");
        }
        // looked for in what was given, since resolving takes dot segments of relative hrefs away
        refuseDotSegments(href);
        if (origin.equals(own)) {
            refuseOtherApplication(url, application);
        }
        return url;
    }

    /** An event of the server names its target and links: trusted hosts among them may be called from now on. */
    void linkedBy(ReceivedEvent received) {
        received.target().ifPresent(this::add);
        if (received.event().resource() != null) {
            linkedBy(received.event().resource(), received.base());
        }
    }

    /** A resource of the server was read; what it embeds counts, too. */
    void linkedBy(Resource resource, URI base) {
        add(base);
        for (List<Link> links : resource.getLinks().values()) {
            for (Link link : links) {
                if (link.href().regionMatches(true, 0, "http", 0, 4)) {
                    try {
                        add(URI.create(link.href()));
                    } catch (IllegalArgumentException notOurs) {
                        // a link nobody can follow names no host
                    }
                }
            }
        }
        for (List<Resource> embedded : resource.getEmbedded().values()) {
            embedded.forEach(e -> linkedBy(e, base));
        }
    }

    private void add(URI url) {
        if (trusted.isTrusted(url)) {
            linked.add(Origin.of(url));
        }
    }

    private static void refuseDotSegments(String href) {
        String path = href.split("[?#]", 2)[0].toLowerCase(Locale.ROOT);
        if (path.contains("%2f") || path.contains("%5c")) {
            throw new IllegalArgumentException("An href with encoded slashes in its path is refused");
        }
        for (String segment : path.replace("%2e", ".").split("/")) {
            if (".".equals(segment) || "..".equals(segment)) {
                throw new IllegalArgumentException("An href with dot segments in its path is refused");
            }
        }
    }

    /** IIS reads paths without regard to case, escapes and doubled slashes: another application must not hide behind them. */
    private static void refuseOtherApplication(URI url, URI application) {
        List<String> own = segments(application);
        if (own.size() < 2) {
            return;
        }
        String collection = own.get(own.size() - 2);
        String id = own.get(own.size() - 1);
        List<String> path = segments(url);
        int at = path.indexOf(collection);
        if (at >= 0 && (at + 1 == path.size() || !path.get(at + 1).equals(id))) {
            throw new IllegalArgumentException("The href belongs to another application than the signed-in one ("
                    + application.getRawPath() + "); hrefs are not valid across sign-ins");
        }
    }

    private static List<String> segments(URI url) {
        String path = url.getPath() == null ? "" : url.getPath();
        return Arrays.stream(path.toLowerCase(Locale.ROOT).split("/")).filter(s -> !s.isEmpty()).toList();
    }
}
