package io.github.camelucwa.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Who may receive a token, a password or a cookie: hosts of the SIP domain, the host of {@code discoveryUrl}, and those
 * listed in {@code trustedHosts}. Everybody else may at most be asked without credentials during discovery (protocol §2.5, §16).
 */
public final class TrustedHosts {

    private final String sipDomain;
    private final List<String> patterns;
    private final boolean allowInsecure;

    /**
     * @param sipDomain     domain of the SIP address, or null
     * @param patterns      further host names, or {@code *.domain} for everything below a domain
     * @param allowInsecure whether plain http is permitted
     */
    public TrustedHosts(String sipDomain, List<String> patterns, boolean allowInsecure) {
        this.sipDomain = sipDomain == null ? null : sipDomain.toLowerCase(Locale.ROOT);
        this.patterns = patterns.stream().map(p -> p.trim().toLowerCase(Locale.ROOT)).filter(p -> !p.isEmpty()).toList();
        this.allowInsecure = allowInsecure;
    }

    /** Whether the host of this URL may receive credentials, over the scheme the URL names. */
    public boolean isTrusted(URI url) {
        Origin origin;
        try {
            origin = Origin.of(url);
        } catch (IllegalArgumentException notHttp) {
            return false;
        }
        return isSchemeAllowed(origin) && isHostTrusted(origin.host());
    }

    /**
     * Refuses a URL that may not receive credentials.
     *
     * @param what where the URL came from, for the message
     * @throws CallFailedException of kind {@link FailureKind#UNTRUSTED}; nothing has been sent
     */
    public void require(URI url, String what) throws CallFailedException {
        requireUsable(url, what);
        Origin origin = Origin.of(url);
        if (!isHostTrusted(origin.host())) {
            throw untrusted(url, what + " leads to host '" + origin.host() + "', which is neither of the SIP domain"
                    + (sipDomain == null ? "" : " '" + sipDomain + "'")
                    + " nor of discoveryUrl; nothing was sent. Add it to the option trustedHosts if it is yours");
        }
    }

    /**
     * Refuses a URL that may not be asked at all, not even without credentials: not http(s), with user information, or
     * plain http without {@code allowInsecure}.
     */
    public void requireUsable(URI url, String what) throws CallFailedException {
        Origin origin;
        try {
            origin = Origin.of(url);
        } catch (IllegalArgumentException e) {
            throw untrusted(url, what + " is refused: " + e.getMessage());
        }
        if (!isSchemeAllowed(origin)) {
            throw untrusted(url, what + " leads to " + origin + ", which is not https; nothing was sent."
                    + " Plain http needs the option allowInsecure=true");
        }
    }

    /** Whether the host belongs to the SIP domain itself: the second rule of the anti-spoofing check (protocol §2.5). */
    public boolean isOfSipDomain(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return sipDomain != null && (name.equals(sipDomain) || name.endsWith("." + sipDomain));
    }

    /** Whether the host may receive credentials, whatever the scheme. */
    public boolean isHostTrusted(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return isOfSipDomain(name) || patterns.stream().anyMatch(p -> matches(p, name));
    }

    private boolean isSchemeAllowed(Origin origin) {
        return origin.isSecure() || allowInsecure;
    }

    private static boolean matches(String pattern, String host) {
        return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern);
    }

    private static CallFailedException untrusted(URI url, String message) {
        return new CallFailedException(FailureKind.UNTRUSTED, message, Urls.label(url), null);
    }
}
