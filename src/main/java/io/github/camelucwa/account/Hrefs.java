package io.github.camelucwa.account;

import java.net.URI;
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
        URI url = Urls.resolve(application, href).normalize();
        Origin origin = Origin.of(url);
        Origin own = Origin.of(application);
        if (!origin.equals(own) && !(linked.contains(origin) && trusted.isTrusted(url))) {
            throw new IllegalArgumentException("The href leads to " + origin + "; allowed are hrefs of the signed-in application"
                    + " (" + own + ") and of trusted hosts that the server itself linked to");
        }
        String path = url.getRawPath().toLowerCase(Locale.ROOT);
        if (path.contains("%2e") || path.contains("%2f") || path.contains("/../") || path.endsWith("/..")) {
            throw new IllegalArgumentException("An href with dot segments or encoded slashes in its path is refused");
        }
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

    /** A resource of the server was read. */
    void linkedBy(Resource resource, URI base) {
        add(base);
        for (List<Link> links : resource.getLinks().values()) {
            for (Link link : links) {
                if (link.href() != null && link.href().startsWith("http")) {
                    try {
                        add(URI.create(link.href()));
                    } catch (IllegalArgumentException notOurs) {
                        // a link nobody can follow names no host
                    }
                }
            }
        }
    }

    private void add(URI url) {
        if (trusted.isTrusted(url)) {
            linked.add(Origin.of(url));
        }
    }

    private static void refuseOtherApplication(URI url, URI application) {
        String own = application.getRawPath();
        String collection = own.substring(0, own.lastIndexOf('/') + 1);
        String path = url.getRawPath();
        boolean foreign = path.startsWith(collection) && !path.equals(own) && !path.startsWith(own + "/");
        if (foreign) {
            throw new IllegalArgumentException("The href belongs to another application than the signed-in one (" + own
                    + "); hrefs are not valid across sign-ins");
        }
    }
}
