package io.github.camelucwa.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Resolving the hrefs of the server and showing URLs in messages. */
public final class Urls {

    private Urls() {
    }

    /**
     * Resolves an href against the URL of the resource it came in (protocol §9.6). Characters that servers send although
     * a URI must not contain them (blanks, quotes, non-ASCII letters) are percent-encoded; nothing else is touched.
     *
     * @throws IllegalArgumentException when the href cannot be a URL: empty, with line breaks or other control characters
     */
    public static URI resolve(URI base, String href) {
        if (href == null || href.isBlank()) {
            throw new IllegalArgumentException("An empty href cannot be resolved");
        }
        for (int i = 0; i < href.length(); i++) {
            if (href.charAt(i) < ' ' || href.charAt(i) == 127) {
                throw new IllegalArgumentException("An href with control characters is refused");
            }
        }
        if (href.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("An href with a backslash is refused");
        }
        try {
            URI uri = new URI(encodeIllegal(href.trim()));
            return base == null ? uri : base.resolve(uri);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("Not a URL (" + e.getReason() + " at index " + e.getIndex() + ")", e);
        }
    }

    /** Whether two absolute URLs name the same resource: host in any case, a default port written out or not (protocol §9.6). */
    public static boolean same(URI a, URI b) {
        try {
            return Origin.of(a).equals(Origin.of(b)) && Objects.equals(a.getRawPath(), b.getRawPath())
                    && Objects.equals(a.getRawQuery(), b.getRawQuery());
        } catch (IllegalArgumentException notHttp) {
            return a.equals(b);
        }
    }

    /** The URL without query and fragment: what may be shown. */
    public static String label(URI uri) {
        String authority = uri.getHost() == null ? "" : uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return (uri.getScheme() == null ? "" : uri.getScheme() + "://") + authority + path;
    }

    private static String encodeIllegal(String href) {
        StringBuilder out = null;
        for (int i = 0; i < href.length(); i++) {
            char c = href.charAt(i);
            boolean illegal = c <= ' ' || c > 126 || "\"<>^`{|}".indexOf(c) >= 0
                    || c == '%' && !isEscape(href, i);
            if (illegal && out == null) {
                out = new StringBuilder(href.length() + 16).append(href, 0, i);
            }
            if (out == null) {
                continue;
            }
            if (!illegal) {
                out.append(c);
                continue;
            }
            int codePoint = href.codePointAt(i);
            for (byte b : new String(Character.toChars(codePoint)).getBytes(StandardCharsets.UTF_8)) {
                out.append(String.format("%%%02X", b & 0xff));
            }
            i += Character.charCount(codePoint) - 1;
        }
        return out == null ? href : out.toString();
    }

    private static boolean isEscape(String href, int i) {
        return i + 2 < href.length()
                && Character.digit(href.charAt(i + 1), 16) >= 0 && Character.digit(href.charAt(i + 2), 16) >= 0;
    }
}
