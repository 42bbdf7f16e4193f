package io.github.camelucwa.http;

import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port of a URL: the unit a token belongs to (protocol §3.5). Host and scheme are lower case, a default
 * port is written out, so that {@code https://Pool.example} and {@code https://pool.example:443} are one origin (protocol §9.6).
 *
 * @param scheme {@code http} or {@code https}
 * @param host   host name or address literal
 * @param port   port, never -1
 */
public record Origin(String scheme, String host, int port) {

    /**
     * The origin of an absolute URL.
     *
     * @throws IllegalArgumentException when the URL is not http(s), has no host, or carries user information
     */
    public static Origin of(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException("Not an http or https URL: scheme '" + scheme + "'");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("A URL with user information is refused (host " + url.getHost() + ")");
        }
        if (url.getHost() == null || url.getHost().isEmpty()) {
            throw new IllegalArgumentException("A URL without host is refused");
        }
        int port = url.getPort() >= 0 ? url.getPort() : "https".equals(scheme) ? 443 : 80;
        return new Origin(scheme, url.getHost().toLowerCase(Locale.ROOT), port);
    }

    /** Whether requests to this origin are encrypted. */
    public boolean isSecure() {
        return "https".equals(scheme);
    }

    @Override
    public String toString() {
        boolean standard = port == (isSecure() ? 443 : 80);
        return scheme + "://" + host + (standard ? "" : ":" + port);
    }
}
