package io.github.camelucwa.account;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.camelucwa.http.Answer;
import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.CallHandle;
import io.github.camelucwa.http.FailureKind;
import io.github.camelucwa.http.Failures;
import io.github.camelucwa.http.Origin;
import io.github.camelucwa.http.Request;
import io.github.camelucwa.http.UcwaHttp;
import io.github.camelucwa.http.Urls;
import io.github.camelucwa.model.Link;
import io.github.camelucwa.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the {@code applications} resource of the account's home pool (protocol §2): asks the candidates one after the other
 * without credentials, follows their links with the anti-spoofing check, and shows a token only to trusted hosts.
 */
final class Discovery {

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
    private static final int MAX_HOPS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String USER_PATH = "/oauth/user";
    /** Microsoft's cloud, which hybrid sites redirect to (protocol §2.5). */
    private static final List<String> WELL_KNOWN = List.of(".lync.com");

    private final AccountSettings settings;
    private final UcwaHttp http;

    Discovery(AccountSettings settings, UcwaHttp http) {
        this.settings = settings;
        this.http = http;
    }

    /** A candidate that does not lead on; the next one may. */
    private static final class DeadEnd extends Exception {
        private static final long serialVersionUID = 1L;
        private final CallFailedException failure;

        DeadEnd(CallFailedException failure) {
            super(failure.getMessage(), failure);
            this.failure = failure;
        }
    }

    /** URL of the {@code applications} resource. */
    URI find(CallHandle handle) throws CallFailedException {
        List<String> reasons = new ArrayList<>();
        CallFailedException worst = null;
        for (URI candidate : candidates()) {
            try {
                URI applications = new Walk(handle).from(candidate);
                LOG.debug("{}: applications are at {}", settings.name(), Urls.label(applications));
                return applications;
            } catch (DeadEnd e) {
                LOG.debug("{}: discovery at {} failed: {}", settings.name(), candidate, e.getMessage());
                if (e.failure.kind() == FailureKind.STOPPED) {
                    throw e.failure;
                }
                reasons.add(e.getMessage());
                worst = worst == null || worst.kind().isRetryable() ? e.failure : worst;
            }
        }
        FailureKind kind = worst.kind() == FailureKind.UNTRUSTED ? FailureKind.UNTRUSTED : FailureKind.TRANSIENT;
        throw new CallFailedException(kind, "Discovery found no server for " + settings.name() + ": "
                + String.join("; ", reasons), worst.href(), worst.status(), worst.reason().orElse(null), worst.diagnostics(),
                worst.retryAfter(), worst);
    }

    private List<URI> candidates() {
        if (settings.discoveryUrl() != null) {
            return List.of(settings.discoveryUrl());
        }
        // internal first: where its name does not resolve, the external one is meant (protocol §2.2)
        return List.of(URI.create("https://lyncdiscoverinternal." + settings.sipDomain() + "/"),
                URI.create("https://lyncdiscover." + settings.sipDomain() + "/"));
    }

    /** One way through root, redirects and user resource, bounded in hops and never in a circle. */
    private final class Walk {

        private final CallHandle handle;
        private final Set<URI> visited = new HashSet<>();
        private int hops;

        Walk(CallHandle handle) {
            this.handle = handle;
        }

        URI from(URI start) throws DeadEnd, CallFailedException {
            URI root = start;
            while (true) {
                Answer answer = ask(root);
                if (isRedirect(answer)) {
                    root = httpRedirect(answer);
                    continue;
                }
                if (answer.status() == 401) {
                    // discoveryUrl or a redirect named the user resource itself (protocol §2.4)
                    Resource user = user(root);
                    Optional<URI> applications = applications(user, root);
                    if (applications.isPresent()) {
                        return applications.get();
                    }
                    root = redirectLink(user, root);
                    continue;
                }
                if (answer.status() == 404 && hops > 1 && !root.getRawPath().endsWith(USER_PATH)) {
                    // some sites redirect to a root that only knows its user resource (protocol §2.4)
                    root = append(root, USER_PATH);
                    continue;
                }
                if (!answer.isSuccess()) {
                    throw new DeadEnd(Failures.of(answer));
                }
                Resource resource = read(answer);
                Optional<Link> userLink = resource.link("user");
                if (userLink.isPresent()) {
                    URI userUrl = resolve(root, userLink.get());
                    Resource user = user(userUrl);
                    Optional<URI> applications = applications(user, userUrl);
                    if (applications.isPresent()) {
                        return applications.get();
                    }
                    root = redirectLink(user, userUrl);
                } else {
                    root = redirectLink(resource, root);
                }
            }
        }

        private Answer ask(URI url) throws DeadEnd {
            try {
                hop(url);
                return http.ask(get(url), handle);
            } catch (CallFailedException e) {
                throw new DeadEnd(e);
            }
        }

        /**
         * From here on refusals are the account's, not the candidate's: the next candidate would only repeat them. A server
         * that cannot be reached or does not make sense may still be reached by the other name.
         */
        private Resource user(URI url) throws CallFailedException, DeadEnd {
            http.trusted().require(url, "The user resource of autodiscover");
            try {
                Answer answer = http.call(get(url), handle);
                if (answer.status() == 404 && !url.getRawPath().endsWith(USER_PATH)) {
                    answer = http.call(get(append(url, USER_PATH)), handle);
                }
                if (answer.status() != 200) {
                    throw Failures.of(answer);
                }
                return Bodies.resource(answer);
            } catch (CallFailedException e) {
                if (e.kind() == FailureKind.TRANSIENT || e.kind() == FailureKind.MALFORMED) {
                    throw new DeadEnd(e);
                }
                throw e;
            }
        }

        private Request get(URI url) {
            return Request.get(url, settings.format().accept()).within(TIMEOUT).atMost(Request.SMALL);
        }

        private Optional<URI> applications(Resource user, URI base) throws CallFailedException {
            Optional<Link> link = user.link("applications");
            if (link.isEmpty()) {
                return Optional.empty();
            }
            URI applications = resolve(base, link.get());
            http.trusted().require(applications, "The applications link of autodiscover");
            return Optional.of(applications);
        }

        private URI redirectLink(Resource resource, URI base) throws CallFailedException, DeadEnd {
            Link link = resource.link("redirect").orElseThrow(() -> new DeadEnd(new CallFailedException(FailureKind.MALFORMED,
                    Urls.label(base) + " has neither a user nor an applications nor a redirect link", Urls.label(base), null)));
            URI target = resolve(base, link);
            checkSpoofing(base, target);
            return target;
        }

        /** HTTP redirects out of the domain of the service that was asked make the candidate fail (protocol §2.2). */
        private URI httpRedirect(Answer answer) throws DeadEnd {
            String location = answer.header("location");
            URI target;
            try {
                target = Urls.resolve(answer.uri(), location);
                Origin to = Origin.of(target);
                Origin from = Origin.of(answer.uri());
                if (!http.trusted().isHostTrusted(to.host()) && !sameDomain(from.host(), to.host())) {
                    throw new DeadEnd(new CallFailedException(FailureKind.UNTRUSTED, Urls.label(answer.uri())
                            + " redirects to host '" + to.host() + "' of another domain, which is not followed;"
                            + " add it to the option trustedHosts if it is yours", Urls.label(target), null));
                }
            } catch (IllegalArgumentException e) {
                throw new DeadEnd(new CallFailedException(FailureKind.MALFORMED, Urls.label(answer.uri()) + " answered "
                        + answer.status() + " with an unusable Location: " + e.getMessage(), Urls.label(answer.uri()), null));
            }
            return target;
        }

        private void checkSpoofing(URI holder, URI target) throws DeadEnd {
            String host = Origin.of(target).host();
            boolean accepted = Origin.of(holder).isSecure() || http.trusted().isOfSipDomain(host)
                    || http.trusted().isHostTrusted(host) || WELL_KNOWN.stream().anyMatch(host::endsWith);
            if (!accepted) {
                throw new DeadEnd(new CallFailedException(FailureKind.UNTRUSTED, "Autodiscover redirects to host '" + host
                        + "' in an answer that came without TLS; it is not followed. Add it to the option trustedHosts if it is"
                        + " yours", Urls.label(target), null));
            }
        }

        private void hop(URI url) throws DeadEnd {
            if (!visited.add(url) || ++hops > MAX_HOPS + 1) {
                throw new DeadEnd(new CallFailedException(FailureKind.MALFORMED, "Autodiscover redirects "
                        + (hops > MAX_HOPS ? "more than " + MAX_HOPS + " times" : "in a circle") + ", last to "
                        + Urls.label(url), Urls.label(url), null));
            }
        }

        private Resource read(Answer answer) throws DeadEnd {
            try {
                return Bodies.resource(answer);
            } catch (CallFailedException e) {
                throw new DeadEnd(e);
            }
        }
    }

    private static URI resolve(URI base, Link link) throws CallFailedException {
        try {
            URI url = Urls.resolve(base, link.href());
            Origin.of(url);
            return url;
        } catch (IllegalArgumentException e) {
            throw new CallFailedException(FailureKind.MALFORMED, "The link " + link.rel() + " of " + Urls.label(base)
                    + " cannot be used: " + e.getMessage(), Urls.label(base), e);
        }
    }

    private static boolean isRedirect(Answer answer) {
        return answer.status() >= 300 && answer.status() < 400 && answer.header("location") != null;
    }

    private static boolean sameDomain(String a, String b) {
        return a.equals(b) || a.indexOf('.') > 0 && b.endsWith(a.substring(a.indexOf('.')))
                && a.substring(a.indexOf('.') + 1).indexOf('.') > 0;
    }

    private static URI append(URI url, String path) {
        String text = url.toString();
        int query = text.indexOf('?');
        String base = query < 0 ? text : text.substring(0, query);
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path
                + (query < 0 ? "" : text.substring(query)));
    }
}
