package io.github.camelucwa.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the {@code WWW-Authenticate} fields of a 401 (or 403) offer (protocol §3.1).
 *
 * @param tokenHref        URL of the web ticket service ({@code MsRtcOAuth}), or null
 * @param grants           grant types the service offers, in order, each once
 * @param authorizationUri authority for modern authentication ({@code Bearer}), or null
 * @param clientId         the server's own application id ({@code Bearer}), or null
 * @param schemes          all schemes found, lower case; unknown ones included
 */
public record Challenge(String tokenHref, Set<String> grants, String authorizationUri, String clientId, Set<String> schemes) {

    /** Nothing offered. */
    public static final Challenge NONE = new Challenge(null, Set.of(), null, null, Set.of());

    public Challenge {
        grants = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(grants));
        schemes = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(schemes));
    }

    /** Reads the fields as servers and proxies really send them: several or joined, values quoted or not, unknown schemes. */
    public static Challenge parse(List<String> fields) {
        String tokenHref = null;
        String authorizationUri = null;
        String clientId = null;
        Set<String> grants = new LinkedHashSet<>();
        Set<String> schemes = new LinkedHashSet<>();
        for (Map.Entry<String, Map<String, String>> scheme : schemes(fields)) {
            Map<String, String> values = scheme.getValue();
            schemes.add(scheme.getKey());
            if ("msrtcoauth".equals(scheme.getKey())) {
                tokenHref = tokenHref == null ? values.get("href") : tokenHref;
                for (String grant : values.getOrDefault("grant_type", "").split(",")) {
                    if (!grant.isBlank()) {
                        grants.add(grant.trim());
                    }
                }
            } else if ("bearer".equals(scheme.getKey())) {
                authorizationUri = authorizationUri == null ? values.get("authorization_uri") : authorizationUri;
                clientId = clientId == null ? values.get("client_id") : clientId;
            }
        }
        return new Challenge(tokenHref, grants, authorizationUri, clientId, schemes);
    }

    /** Whether there is anything a token can be got from. */
    public boolean isUsable() {
        return tokenHref != null || schemes.contains("bearer");
    }

    private static List<Map.Entry<String, Map<String, String>>> schemes(List<String> fields) {
        List<Map.Entry<String, Map<String, String>>> found = new ArrayList<>();
        for (String field : fields) {
            Map<String, String> current = null;
            String name = null;
            for (String part : splitOutsideQuotes(field)) {
                String item = part.trim();
                int blank = firstBlankOutsideValue(item);
                if (name != null && blank < 0 && item.indexOf(':') > 0 && item.indexOf('=') < 0) {
                    // the further elements of a list of grants that was not quoted; no scheme has a colon in its name
                    current.merge(name, item, (list, next) -> list + "," + next);
                    continue;
                }
                if (blank > 0 || current == null || item.indexOf('=') < 0) {
                    // "Scheme", "Scheme name=value" or "Scheme token68": a new challenge begins
                    String scheme = blank > 0 ? item.substring(0, blank) : item;
                    if (scheme.isEmpty()) {
                        continue;
                    }
                    current = new LinkedHashMap<>();
                    name = null;
                    found.add(Map.entry(scheme.toLowerCase(Locale.ROOT), current));
                    item = blank > 0 ? item.substring(blank).trim() : "";
                }
                int equals = item.indexOf('=');
                if (equals > 0) {
                    name = item.substring(0, equals).trim().toLowerCase(Locale.ROOT);
                    current.putIfAbsent(name, unquote(item.substring(equals + 1).trim()));
                }
            }
        }
        return found;
    }

    private static List<String> splitOutsideQuotes(String field) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                parts.add(field.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(field.substring(start));
        return parts;
    }

    /** Position of the blank between a scheme and its first parameter, or -1 when the item is a parameter itself. */
    private static int firstBlankOutsideValue(String item) {
        for (int i = 0; i < item.length(); i++) {
            char c = item.charAt(i);
            if (c == '=' || c == '"') {
                return -1;
            }
            if (Character.isWhitespace(c)) {
                String rest = item.substring(i).trim();
                // "href = value" is a parameter with blanks around its sign
                return rest.startsWith("=") ? -1 : i;
            }
        }
        return -1;
    }

    private static String unquote(String value) {
        if (value.length() >= 2 && value.charAt(0) == '"' && value.charAt(value.length() - 1) == '"') {
            return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
        }
        return value;
    }
}
