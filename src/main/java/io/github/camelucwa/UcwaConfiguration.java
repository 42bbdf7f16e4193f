package io.github.camelucwa;

import java.util.HashMap;
import java.util.Map;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

/** The options of an account, on the component and on each endpoint. Durations are milliseconds here. */
@UriParams
public class UcwaConfiguration implements Cloneable {

    @UriParam(label = "common",
              description = "SIP address of the account, with or without the leading sip:. Its domain is where "
                            + "autodiscovery looks.")
    private String sipAddress;
    @UriParam(label = "common",
              description = "Autodiscover root, or just its host, to use instead of "
                            + "https://lyncdiscoverinternal.DOMAIN/ and then https://lyncdiscover.DOMAIN/.")
    private String discoveryUrl;
    @UriParam(label = "security", defaultValue = "false",
              description = "Permits http: URLs, for labs and tests. Otherwise they are refused.")
    private boolean allowInsecure = false;
    @UriParam(label = "security", secret = true,
              description = "User name for the web ticket (user and domain separated by at sign, or domain and user by "
                            + "backslash) or for the OAuth password grant. Defaults to the SIP address.")
    private String username;
    @UriParam(label = "security", secret = true,
              description = "Password for the web ticket or for the OAuth password grant.")
    private String password;
    @UriParam(label = "security", defaultValue = "auto", enums = "auto,password,windows",
              description = "How a web ticket is asked for: password sends user name and password, windows makes an "
                            + "NTLM handshake, auto takes what the server offers and the credentials can serve.")
    private String grantType = "auto";
    @UriParam(label = "security", secret = true,
              description = "A ready bearer token, used for every trusted host until it is refused.")
    private String accessToken;
    @Metadata(autowired = true)
    @UriParam(label = "security",
              description = "Gets tokens from elsewhere, given the challenge of the server and the URL that asked. "
                            + "Explicit credentials (accessToken, password, oauth2TokenEndpoint) beat an autowired "
                            + "one.")
    private UcwaTokenProvider tokenProvider;
    @UriParam(label = "security",
              description = "Token endpoint of the authority for modern authentication. With username and password the "
                            + "password grant is used, otherwise the client credentials grant.")
    private String oauth2TokenEndpoint;
    @UriParam(label = "security", secret = true, description = "Client id registered with the authority.")
    private String oauth2ClientId;
    @UriParam(label = "security", secret = true, description = "Client secret registered with the authority.")
    private String oauth2ClientSecret;
    @UriParam(label = "security", description = "Scope to ask the authority for.")
    private String oauth2Scope;
    @UriParam(label = "common",
              description = "Id of the application at the server, at most 100 characters. Keep it stable over "
                            + "restarts, so that a restarted route takes its application back. Defaults to a UUID made "
                            + "of the account and the name of the Camel context.")
    private String endpointId;
    @UriParam(label = "advanced",
              description = "User agent sent with the application, at most 100 characters. Defaults to "
                            + "camel-ucwa/ and the version.")
    private String userAgent;
    @UriParam(label = "advanced", defaultValue = "en-US",
              description = "Language of the server's messages, at most 100 characters.")
    private String culture = "en-US";
    @UriParam(label = "security",
              description = "Hosts, or *.domain, separated by comma, that may receive a token or credentials besides "
                            + "hosts of the SIP domain and of discoveryUrl.")
    private String trustedHosts;
    @UriParam(label = "advanced", defaultValue = "json", enums = "json,xml",
              description = "What is asked of the server. Exchanges are the same with both.")
    private String wireFormat = "json";
    @UriParam(label = "common", defaultValue = "20000", javaType = "java.time.Duration",
              description = "How long the start of a route waits for the sign-in, which goes on in the background.")
    private long signInTimeout = 20000;
    @UriParam(label = "common", enums = "Online,Busy,DoNotDisturb,BeRightBack,Away,Offwork",
              description = "Availability to publish. When set, the account is made available, which is what makes "
                            + "incoming invitations arrive.")
    private String signInAs;
    @UriParam(label = "advanced", defaultValue = "Messaging",
              description = "Modalities the account is made available for, separated by comma: Audio, Video, "
                            + "PhoneAudio, ApplicationSharing, Messaging, DataCollaboration, PanoramicVideo.")
    private String supportedModalities = "Messaging";
    @UriParam(label = "advanced", defaultValue = "Plain",
              description = "Message formats the account is made available for, separated by comma: Plain, Html.")
    private String supportedMessageFormats = "Plain";
    @UriParam(label = "advanced", defaultValue = "180000", javaType = "java.time.Duration",
              description = "Pace of reporting activity once available. The server wants it at least every 4 minutes.")
    private long activityInterval = 180000;
    @UriParam(label = "common", defaultValue = "180000", javaType = "java.time.Duration",
              description = "How long the server holds a P-GET when nothing happens: whole seconds, 180 s to 1800 s.")
    private long pollTimeout = 180000;
    @UriParam(label = "advanced", defaultValue = "5000", javaType = "java.time.Duration",
              description = "How long the server may hold events of medium urgency to bundle them: whole seconds, 5 s "
                            + "to 1800 s.")
    private long mediumInterval = 5000;
    @UriParam(label = "advanced", defaultValue = "15000", javaType = "java.time.Duration",
              description = "How long the server may hold events of low urgency to bundle them: whole seconds, 5 s to "
                            + "1800 s.")
    private long lowInterval = 15000;
    @UriParam(label = "common", defaultValue = "processed", enums = "processed,received",
              description = "When the server may forget a package of events: processed is after the routes are done "
                            + "with it, received is at once.")
    private String acknowledge = "processed";
    @UriParam(label = "common", defaultValue = "25000", javaType = "java.time.Duration",
              description = "Bound of acknowledge=processed: then a package is acknowledged though routes are not done "
                            + "with it.")
    private long acknowledgeTimeout = 25000;
    @UriParam(label = "common",
              description = "State repository in which packages of events are kept from before they are acknowledged "
                            + "until the routes are done with them. Not together with journalFile.")
    private StateRepository<String, String> journal;
    @UriParam(label = "common",
              description = "Path of the included crash-safe file journal. Readable by its owner only, locked while in "
                            + "use. Not together with journal.")
    private String journalFile;
    @UriParam(label = "advanced", defaultValue = "1000",
              description = "Polling pauses while more events than this wait for routes.")
    private int maxPendingEvents = 1000;
    @UriParam(label = "advanced", defaultValue = "true",
              description = "Deletes the application at an orderly stop. Unset it is true, but false with a journal.")
    private Boolean deleteApplicationOnStop;
    @UriParam(label = "advanced", defaultValue = "1000", javaType = "java.time.Duration",
              description = "Pause after the first failure, shortened at random by up to a quarter. A longer "
                            + "Retry-After of the server wins.")
    private long reconnectDelay = 1000;
    @UriParam(label = "advanced", defaultValue = "2.0",
              description = "What each further pause is multiplied by, at least 1.")
    private double reconnectBackoff = 2.0;
    @UriParam(label = "advanced", defaultValue = "60000", javaType = "java.time.Duration",
              description = "Longest pause after failures.")
    private long reconnectMaxDelay = 60000;
    @UriParam(label = "advanced", defaultValue = "16777216",
              description = "Bytes of an answer, after decompression; a larger one is refused while it is read.")
    private int maxResponseSize = 16777216;
    @UriParam(label = "advanced", prefix = "http.", multiValue = true,
              description = "Options passed on to the http component that the HTTP client is made from, such as "
                            + "http.connectTimeout or http.proxyHost. Those that would bypass the trust rules are "
                            + "refused.")
    private Map<String, Object> http = new HashMap<>();
    @UriParam(label = "security", description = "TLS configuration. Host names are always verified.")
    private SSLContextParameters sslContextParameters;

    /** A copy that shares nothing that can be changed. */
    public UcwaConfiguration copy() {
        try {
            UcwaConfiguration copy = (UcwaConfiguration) clone();
            copy.http = new HashMap<>(http);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public String getSipAddress() {
        return sipAddress;
    }

    /**
     * SIP address of the account, sip:user@domain; the sip: may be left out. Its domain is where autodiscovery looks.
     */
    public void setSipAddress(String sipAddress) {
        this.sipAddress = sipAddress;
    }

    public String getDiscoveryUrl() {
        return discoveryUrl;
    }

    /**
     * Autodiscover root, or just its host, to use instead of https://lyncdiscoverinternal.&lt;domain&gt;/ and then
     * https://lyncdiscover.&lt;domain&gt;/.
     */
    public void setDiscoveryUrl(String discoveryUrl) {
        this.discoveryUrl = discoveryUrl;
    }

    public boolean isAllowInsecure() {
        return allowInsecure;
    }

    /**
     * Permits http: URLs, for labs and tests. Otherwise they are refused.
     */
    public void setAllowInsecure(boolean allowInsecure) {
        this.allowInsecure = allowInsecure;
    }

    public String getUsername() {
        return username;
    }

    /**
     * User name for the web ticket (user@domain or DOMAIN&#92;user) or for the OAuth password grant. Defaults to the SIP
     * address.
     */
    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    /**
     * Password for the web ticket or for the OAuth password grant.
     */
    public void setPassword(String password) {
        this.password = password;
    }

    public String getGrantType() {
        return grantType;
    }

    /**
     * How a web ticket is asked for: password sends user name and password, windows makes an NTLM handshake, auto
     * takes what the server offers and the credentials can serve.
     */
    public void setGrantType(String grantType) {
        this.grantType = grantType;
    }

    public String getAccessToken() {
        return accessToken;
    }

    /**
     * A ready bearer token, used for every trusted host until it is refused.
     */
    public void setAccessToken(String accessToken) {
        this.accessToken = accessToken;
    }

    public UcwaTokenProvider getTokenProvider() {
        return tokenProvider;
    }

    /**
     * Gets tokens from elsewhere, given the challenge of the server and the URL that asked. Explicit credentials
     * (accessToken, password, oauth2TokenEndpoint) beat an autowired one.
     */
    public void setTokenProvider(UcwaTokenProvider tokenProvider) {
        this.tokenProvider = tokenProvider;
    }

    public String getOauth2TokenEndpoint() {
        return oauth2TokenEndpoint;
    }

    /**
     * Token endpoint of the authority for modern authentication. With username and password the password grant is
     * used, otherwise the client credentials grant.
     */
    public void setOauth2TokenEndpoint(String oauth2TokenEndpoint) {
        this.oauth2TokenEndpoint = oauth2TokenEndpoint;
    }

    public String getOauth2ClientId() {
        return oauth2ClientId;
    }

    /**
     * Client id registered with the authority.
     */
    public void setOauth2ClientId(String oauth2ClientId) {
        this.oauth2ClientId = oauth2ClientId;
    }

    public String getOauth2ClientSecret() {
        return oauth2ClientSecret;
    }

    /**
     * Client secret registered with the authority.
     */
    public void setOauth2ClientSecret(String oauth2ClientSecret) {
        this.oauth2ClientSecret = oauth2ClientSecret;
    }

    public String getOauth2Scope() {
        return oauth2Scope;
    }

    /**
     * Scope to ask the authority for.
     */
    public void setOauth2Scope(String oauth2Scope) {
        this.oauth2Scope = oauth2Scope;
    }

    public String getEndpointId() {
        return endpointId;
    }

    /**
     * Id of the application at the server, at most 100 characters. Keep it stable over restarts, so that a restarted
     * route takes its application back. Defaults to a UUID made of the account and the name of the Camel context.
     */
    public void setEndpointId(String endpointId) {
        this.endpointId = endpointId;
    }

    public String getUserAgent() {
        return userAgent;
    }

    /**
     * User agent sent with the application, at most 100 characters. Defaults to camel-ucwa/&lt;version&gt;.
     */
    public void setUserAgent(String userAgent) {
        this.userAgent = userAgent;
    }

    public String getCulture() {
        return culture;
    }

    /**
     * Language of the server's messages, at most 100 characters.
     */
    public void setCulture(String culture) {
        this.culture = culture;
    }

    public String getTrustedHosts() {
        return trustedHosts;
    }

    /**
     * Hosts, or *.domain, separated by comma, that may receive a token or credentials besides hosts of the SIP domain
     * and of discoveryUrl.
     */
    public void setTrustedHosts(String trustedHosts) {
        this.trustedHosts = trustedHosts;
    }

    public String getWireFormat() {
        return wireFormat;
    }

    /**
     * What is asked of the server. Exchanges are the same with both.
     */
    public void setWireFormat(String wireFormat) {
        this.wireFormat = wireFormat;
    }

    public long getSignInTimeout() {
        return signInTimeout;
    }

    /**
     * How long the start of a route waits for the sign-in, which goes on in the background.
     */
    public void setSignInTimeout(long signInTimeout) {
        this.signInTimeout = signInTimeout;
    }

    public String getSignInAs() {
        return signInAs;
    }

    /**
     * Availability to publish. When set, the account is made available, which is what makes incoming invitations
     * arrive.
     */
    public void setSignInAs(String signInAs) {
        this.signInAs = signInAs;
    }

    public String getSupportedModalities() {
        return supportedModalities;
    }

    /**
     * Modalities the account is made available for, separated by comma: Audio, Video, PhoneAudio, ApplicationSharing,
     * Messaging, DataCollaboration, PanoramicVideo.
     */
    public void setSupportedModalities(String supportedModalities) {
        this.supportedModalities = supportedModalities;
    }

    public String getSupportedMessageFormats() {
        return supportedMessageFormats;
    }

    /**
     * Message formats the account is made available for, separated by comma: Plain, Html.
     */
    public void setSupportedMessageFormats(String supportedMessageFormats) {
        this.supportedMessageFormats = supportedMessageFormats;
    }

    public long getActivityInterval() {
        return activityInterval;
    }

    /**
     * Pace of reporting activity once available. The server wants it at least every 4 minutes.
     */
    public void setActivityInterval(long activityInterval) {
        this.activityInterval = activityInterval;
    }

    public long getPollTimeout() {
        return pollTimeout;
    }

    /**
     * How long the server holds a P-GET when nothing happens: whole seconds, 180 s to 1800 s.
     */
    public void setPollTimeout(long pollTimeout) {
        this.pollTimeout = pollTimeout;
    }

    public long getMediumInterval() {
        return mediumInterval;
    }

    /**
     * How long the server may hold events of medium urgency to bundle them: whole seconds, 5 s to 1800 s.
     */
    public void setMediumInterval(long mediumInterval) {
        this.mediumInterval = mediumInterval;
    }

    public long getLowInterval() {
        return lowInterval;
    }

    /**
     * How long the server may hold events of low urgency to bundle them: whole seconds, 5 s to 1800 s.
     */
    public void setLowInterval(long lowInterval) {
        this.lowInterval = lowInterval;
    }

    public String getAcknowledge() {
        return acknowledge;
    }

    /**
     * When the server may forget a package of events: processed is after the routes are done with it, received is at
     * once.
     */
    public void setAcknowledge(String acknowledge) {
        this.acknowledge = acknowledge;
    }

    public long getAcknowledgeTimeout() {
        return acknowledgeTimeout;
    }

    /**
     * Bound of acknowledge=processed: then a package is acknowledged though routes are not done with it.
     */
    public void setAcknowledgeTimeout(long acknowledgeTimeout) {
        this.acknowledgeTimeout = acknowledgeTimeout;
    }

    public StateRepository<String, String> getJournal() {
        return journal;
    }

    /**
     * State repository in which packages of events are kept from before they are acknowledged until the routes are
     * done with them. Not together with journalFile.
     */
    public void setJournal(StateRepository<String, String> journal) {
        this.journal = journal;
    }

    public String getJournalFile() {
        return journalFile;
    }

    /**
     * Path of the included crash-safe file journal. Readable by its owner only, locked while in use. Not together
     * with journal.
     */
    public void setJournalFile(String journalFile) {
        this.journalFile = journalFile;
    }

    public int getMaxPendingEvents() {
        return maxPendingEvents;
    }

    /**
     * Polling pauses while more events than this wait for routes.
     */
    public void setMaxPendingEvents(int maxPendingEvents) {
        this.maxPendingEvents = maxPendingEvents;
    }

    public Boolean getDeleteApplicationOnStop() {
        return deleteApplicationOnStop;
    }

    /**
     * Deletes the application at an orderly stop. Unset it is true, but false with a journal.
     */
    public void setDeleteApplicationOnStop(Boolean deleteApplicationOnStop) {
        this.deleteApplicationOnStop = deleteApplicationOnStop;
    }

    public long getReconnectDelay() {
        return reconnectDelay;
    }

    /**
     * Pause after the first failure, shortened at random by up to a quarter. A longer Retry-After of the server wins.
     */
    public void setReconnectDelay(long reconnectDelay) {
        this.reconnectDelay = reconnectDelay;
    }

    public double getReconnectBackoff() {
        return reconnectBackoff;
    }

    /**
     * What each further pause is multiplied by, at least 1.
     */
    public void setReconnectBackoff(double reconnectBackoff) {
        this.reconnectBackoff = reconnectBackoff;
    }

    public long getReconnectMaxDelay() {
        return reconnectMaxDelay;
    }

    /**
     * Longest pause after failures.
     */
    public void setReconnectMaxDelay(long reconnectMaxDelay) {
        this.reconnectMaxDelay = reconnectMaxDelay;
    }

    public int getMaxResponseSize() {
        return maxResponseSize;
    }

    /**
     * Bytes of an answer, after decompression; a larger one is refused while it is read.
     */
    public void setMaxResponseSize(int maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }

    public Map<String, Object> getHttp() {
        return http;
    }

    /**
     * Options passed on to the http component that the HTTP client is made from, such as http.connectTimeout or
     * http.proxyHost. Those that would bypass the trust rules are refused.
     */
    public void setHttp(Map<String, Object> http) {
        this.http = http;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /**
     * TLS configuration. Host names are always verified.
     */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }
}
