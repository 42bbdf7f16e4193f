package io.github.camelucwa;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.camelucwa.http.Origin;

/** What the options of an account must fulfil, and what follows from them. Messages name the option, never a secret. */
final class ConfigurationRules {

    private static final int MAX_TEXT = 100;
    /** Limits of the P-GET's parameters in seconds (protocol §6.1). */
    private static final int MIN_POLL = 180;
    private static final int MIN_INTERVAL = 5;
    private static final int MAX_SECONDS = 1800;
    private static final Set<String> REFUSED_HTTP = Set.of("followredirects", "x509hostnameverifier", "cookiestore",
            "cookiehandler", "bridgeendpoint", "httpclient.redirectsenabled", "httpclient.circularredirectsallowed",
            "httpclient.defaultcredentialsprovider", "httpclient.defaultcookiestore", "httpclient.redirectstrategy");

    private ConfigurationRules() {
    }

    static void check(UcwaConfiguration c) {
        checkAddress(c);
        Choice.of("grantType", c.getGrantType(), "auto", "password", "windows");
        Choice.of("wireFormat", c.getWireFormat(), "json", "xml");
        Choice.of("acknowledge", c.getAcknowledge(), "processed", "received");
        if (c.getSignInAs() != null) {
            Choice.of("signInAs", c.getSignInAs(), "Online", "Busy", "DoNotDisturb", "BeRightBack", "Away", "Offwork");
        }
        Choice.listOf("supportedModalities", c.getSupportedModalities(), "Audio", "Video", "PhoneAudio", "ApplicationSharing",
                "Messaging", "DataCollaboration", "PanoramicVideo");
        Choice.listOf("supportedMessageFormats", c.getSupportedMessageFormats(), "Plain", "Html");
        wholeSeconds("pollTimeout", c.getPollTimeout(), MIN_POLL);
        wholeSeconds("mediumInterval", c.getMediumInterval(), MIN_INTERVAL);
        wholeSeconds("lowInterval", c.getLowInterval(), MIN_INTERVAL);
        positive("signInTimeout", c.getSignInTimeout());
        positive("activityInterval", c.getActivityInterval());
        positive("acknowledgeTimeout", c.getAcknowledgeTimeout());
        positive("maxPendingEvents", c.getMaxPendingEvents());
        positive("maxResponseSize", c.getMaxResponseSize());
        positive("reconnectDelay", c.getReconnectDelay());
        if (c.getReconnectMaxDelay() < c.getReconnectDelay()) {
            throw new IllegalArgumentException("Option reconnectMaxDelay=" + c.getReconnectMaxDelay()
                    + " must not be less than reconnectDelay=" + c.getReconnectDelay());
        }
        if (!(c.getReconnectBackoff() >= 1)) {
            throw new IllegalArgumentException("Option reconnectBackoff=" + c.getReconnectBackoff() + " must be at least 1");
        }
        maxLength("endpointId", c.getEndpointId());
        maxLength("userAgent", c.getUserAgent());
        maxLength("culture", c.getCulture());
        if (c.getJournal() != null && c.getJournalFile() != null) {
            throw new IllegalArgumentException("Options journal and journalFile exclude each other");
        }
        checkTrustedHosts(c);
        checkCredentials(c);
        checkHttp(c.getHttp());
    }

    private static void checkAddress(UcwaConfiguration c) {
        if (isEmpty(c.getSipAddress()) && isEmpty(c.getDiscoveryUrl())) {
            throw new IllegalArgumentException(
                    "One of the options sipAddress and discoveryUrl is needed: they tell where autodiscovery looks");
        }
        if (!isEmpty(c.getSipAddress()) && !sipAddress(c).matches("sip:[^@\\s/?#:]+@[^@\\s/?#:;,&=]+")) {
            throw new IllegalArgumentException("Option sipAddress=" + c.getSipAddress() + " is not of the form sip:user@domain");
        }
        if (!isEmpty(c.getDiscoveryUrl())) {
            discoveryUrl(c);
        }
    }

    /** An entry that can never match would be found out only when the server leads there. */
    private static void checkTrustedHosts(UcwaConfiguration c) {
        for (String host : Choice.list(c.getTrustedHosts())) {
            if (!host.matches("(\\*\\.)?[^*\\s/:?#@]+") && !host.matches("\\[[0-9a-fA-F:.]+]")) {
                throw new IllegalArgumentException("Option trustedHosts has '" + host + "', allowed are host names without scheme"
                        + " and port, and *.domain for all hosts below a domain");
            }
        }
    }

    private static void checkCredentials(UcwaConfiguration c) {
        if ("windows".equalsIgnoreCase(c.getGrantType()) && isEmpty(c.getPassword())) {
            throw new IllegalArgumentException("Option grantType=windows needs the option password");
        }
        if (!isEmpty(c.getAccessToken()) && c.getAccessToken().trim().chars().anyMatch(ch -> ch <= ' ' || ch > 126)) {
            throw new IllegalArgumentException("Option accessToken has blanks or control characters in it; give the token alone,"
                    + " without Bearer");
        }
        boolean oauth2 = !isEmpty(c.getOauth2TokenEndpoint());
        if (oauth2) {
            if (!isEmpty(c.getPassword()) && username(c) == null) {
                throw new IllegalArgumentException("Option password needs the option username or sipAddress");
            }
            httpUrl("oauth2TokenEndpoint", c.getOauth2TokenEndpoint(), c.isAllowInsecure());
            if (isEmpty(c.getOauth2ClientId())) {
                throw new IllegalArgumentException("Option oauth2TokenEndpoint needs the option oauth2ClientId");
            }
            if (isEmpty(c.getPassword()) && isEmpty(c.getOauth2ClientSecret())) {
                throw new IllegalArgumentException("Option oauth2TokenEndpoint needs the option oauth2ClientSecret (client"
                        + " credentials grant), or username and password (password grant)");
            }
        }
        if (isEmpty(c.getPassword()) && isEmpty(c.getAccessToken()) && c.getTokenProvider() == null && !oauth2) {
            throw new IllegalArgumentException("No credentials: one of the options password, accessToken, tokenProvider and"
                    + " oauth2TokenEndpoint is needed");
        }
        if (!isEmpty(c.getPassword()) && isEmpty(c.getUsername()) && isEmpty(c.getSipAddress())) {
            throw new IllegalArgumentException("Option password needs the option username or sipAddress");
        }
    }

    private static void checkHttp(Map<String, Object> http) {
        for (Map.Entry<String, Object> option : http.entrySet()) {
            String name = option.getKey().replace("-", "").toLowerCase(Locale.ROOT);
            if (name.startsWith("auth") || name.startsWith("oauth2") || REFUSED_HTTP.contains(name)) {
                throw new IllegalArgumentException("Option http." + option.getKey() + " would bypass the rules of who may receive"
                        + " credentials and is refused; use username, password, grantType, trustedHosts and"
                        + " sslContextParameters instead");
            }
            boolean pool = "connectionsperroute".equals(name) || "maxtotalconnections".equals(name);
            if (pool && !String.valueOf(option.getValue()).trim().matches("[2-9]|[1-9][0-9]{1,8}")) {
                throw new IllegalArgumentException("Option http." + option.getKey() + "=" + option.getValue()
                        + " must be at least 2: the held poll occupies one connection");
            }
        }
    }

    /** The SIP address with its scheme, or null. */
    static String sipAddress(UcwaConfiguration c) {
        String address = c.getSipAddress();
        if (isEmpty(address)) {
            return null;
        }
        String trimmed = address.trim();
        return trimmed.regionMatches(true, 0, "sip:", 0, 4) ? "sip:" + trimmed.substring(4) : "sip:" + trimmed;
    }

    /** Domain of the SIP address in lower case, or null. */
    static String sipDomain(UcwaConfiguration c) {
        String address = sipAddress(c);
        return address == null ? null : address.substring(address.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** User name to sign in with, or null. */
    static String username(UcwaConfiguration c) {
        if (!isEmpty(c.getUsername())) {
            return c.getUsername();
        }
        String address = sipAddress(c);
        return address == null ? null : address.substring("sip:".length());
    }

    /** The autodiscover root, made of a host where only that was given; null when it is to be found by the SIP domain. */
    static URI discoveryUrl(UcwaConfiguration c) {
        if (isEmpty(c.getDiscoveryUrl())) {
            return null;
        }
        String text = c.getDiscoveryUrl().trim();
        URI url = httpUrl("discoveryUrl", text.contains("://") ? text : "https://" + text, c.isAllowInsecure());
        return url.getRawPath() == null || url.getRawPath().isEmpty() ? url.resolve("/") : url;
    }

    /** How the account is called in logs, health and messages. */
    static String accountName(UcwaConfiguration c) {
        return sipAddress(c) != null ? sipAddress(c) : Origin.of(discoveryUrl(c)).host();
    }

    /** Whether a text option has no value. */
    static boolean isEmpty(String value) {
        return value == null || value.isBlank();
    }

    /** Values of a list option. */
    static List<String> list(String value) {
        return Choice.list(value);
    }

    private static URI httpUrl(String option, String text, boolean allowInsecure) {
        URI url;
        Origin origin;
        try {
            url = new URI(text);
            origin = Origin.of(url);
        } catch (URISyntaxException e) {
            // the exception's own text repeats the value, which may hold a password
            throw new IllegalArgumentException("Option " + option + " is not a URL: " + e.getReason());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Option " + option + ": " + e.getMessage());
        }
        if (!origin.isSecure() && !allowInsecure) {
            throw new IllegalArgumentException("Option " + option + "=" + origin + " is not https, so password and token would"
                    + " travel in clear text; if this is a lab, set the option allowInsecure=true");
        }
        return url;
    }

    private static void wholeSeconds(String option, long millis, int least) {
        if (millis % 1000 != 0 || millis < least * 1000L || millis > MAX_SECONDS * 1000L) {
            throw new IllegalArgumentException("Option " + option + "=" + millis + " ms must be whole seconds from " + least
                    + " s to " + MAX_SECONDS + " s");
        }
    }

    private static void positive(String option, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("Option " + option + "=" + value + " must be more than 0");
        }
    }

    private static void maxLength(String option, String value) {
        if (value != null && value.length() > MAX_TEXT) {
            throw new IllegalArgumentException("Option " + option + " has " + value.length() + " characters, allowed are "
                    + MAX_TEXT);
        }
    }
}
