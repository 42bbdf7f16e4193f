package io.github.camelucwa;

import java.util.ArrayList;
import java.util.List;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What can never work does not start, and the message names the option. */
class UcwaStartFailuresTest extends UcwaTestSupport {

    @ParameterizedTest
    @ValueSource(strings = { "ucwa:participantInvitation?bodyTyp=json", "ucwa:participantInvitation?bodyType=json&bodyTyp=json" })
    void aMisspeltOption(String uri) {
        assertThat(failureOf(uri)).contains("bodyTyp=json").contains("Unknown parameters");
    }

    @Test
    void aMisspeltOptionIsToldEvenWhenAnotherIsWrong() {
        assertThat(failureOf("ucwa:nothing?bodyTyp=json")).contains("bodyTyp=json");
    }

    @Test
    void anUnknownResource() {
        assertThat(failureOf("ucwa:participantInvitations")).contains("resource=participantInvitations")
                .contains("participantInvitation, messagingInvitation, onlineMeetingInvitation, phoneAudioInvitation,"
                        + " audioVideoInvitation, invitation");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "direction=incoming | direction=incoming | onlineMeetingInvitation",
        "direction=inwards | direction=inwards | any, incoming, outgoing",
        "fetch=often | fetch=often | whenMissing, always, never",
        "bodyType=text | bodyType=text | invitation, map, json, raw",
        "eventTypes=started,ended | eventTypes=ended | started, updated, completed, lost",
        "completionTimeout=0 | completionTimeout=0 | more than 0",
        "pollTimeout=179s | pollTimeout=179000 ms | 180 s to 1800 s",
        "pollTimeout=1801s | pollTimeout=1801000 ms | 180 s to 1800 s",
        "pollTimeout=180500 | pollTimeout=180500 ms | whole seconds",
        "mediumInterval=4s | mediumInterval=4000 ms | 5 s to 1800 s",
        "lowInterval=2h | lowInterval=7200000 ms | 5 s to 1800 s",
        "grantType=kerberos | grantType=kerberos | auto, password, windows",
        "wireFormat=yaml | wireFormat=yaml | json, xml",
        "acknowledge=never | acknowledge=never | processed, received",
        "signInAs=Invisible | signInAs=Invisible | Online, Busy",
        "supportedModalities=Messaging,Smell | supportedModalities=Smell | PhoneAudio",
        "supportedMessageFormats=Rtf | supportedMessageFormats=Rtf | Plain, Html",
        "acknowledgeTimeout=0 | acknowledgeTimeout=0 | more than 0",
        "maxPendingEvents=0 | maxPendingEvents=0 | more than 0",
        "maxResponseSize=-1 | maxResponseSize=-1 | more than 0",
        "reconnectDelay=0 | reconnectDelay=0 | more than 0",
        "reconnectDelay=5s&reconnectMaxDelay=1s | reconnectMaxDelay=1000 | reconnectDelay=5000",
        "reconnectBackoff=0.5 | reconnectBackoff=0.5 | at least 1",
        "sipAddress=nobody | sipAddress=nobody | sip:user@domain",
        "discoveryUrl=ftp://lync.fabrikam.example | discoveryUrl | http",
        "oauth2TokenEndpoint=https://login.fabrikam.example/token | oauth2TokenEndpoint | oauth2ClientId" })
    void aValueThatIsNotAllowed(String options, String named, String allowed) {
        assertThat(failureOf("ucwa:participantInvitation?" + options)).contains("Option").contains(named).contains(allowed);
    }

    @Test
    void aTextThatIsTooLong() {
        assertThat(failureOf("ucwa:participantInvitation?endpointId=" + "x".repeat(101))).contains("Option endpointId")
                .contains("101 characters, allowed are 100");
    }

    @ParameterizedTest
    @ValueSource(strings = { "accept", "decline" })
    void anAnswerToAParticipantInvitation(String operation) {
        assertThat(failureOfProducer("ucwa:participantInvitation?operation=" + operation)).contains("operation=" + operation)
                .contains("always outgoing");
    }

    @Test
    void anUnknownOperation() {
        assertThat(failureOfProducer("ucwa:invitation?operation=cancle")).contains("operation=cancle")
                .contains("get, cancel, accept, decline, addParticipant, startOnlineMeeting");
    }

    @Test
    void httpWithoutAllowInsecure() {
        options().setAllowInsecure(false);
        assertThat(failureOf("ucwa:participantInvitation")).contains("discoveryUrl=http://localhost").contains("allowInsecure");
    }

    @Test
    void httpForTheTokenEndpointWithoutAllowInsecure() {
        options().setAllowInsecure(false);
        options().setDiscoveryUrl(null);
        assertThat(failureOf("ucwa:participantInvitation?oauth2ClientId=c&oauth2TokenEndpoint=http://login.fabrikam.example/token"))
                .contains("oauth2TokenEndpoint=http://login.fabrikam.example").contains("allowInsecure");
    }

    @Test
    void neitherSipAddressNorDiscoveryUrl() {
        options().setSipAddress(null);
        options().setDiscoveryUrl(null);
        assertThat(failureOf("ucwa:participantInvitation")).contains("sipAddress").contains("discoveryUrl");
    }

    @Test
    void noCredentialsAtAll() {
        options().setPassword(null);
        assertThat(failureOf("ucwa:participantInvitation")).contains("password, accessToken, tokenProvider")
                .contains("oauth2TokenEndpoint");
    }

    @Test
    void twoJournals() {
        context.getRegistry().bind("repository", new MemoryStateRepository());
        assertThat(failureOf("ucwa:participantInvitation?journal=#repository&journalFile=target/never.journal"))
                .contains("journal and journalFile");
    }

    @Test
    void anUnknownOptionOfTheHttpClient() {
        assertThat(failureOf("ucwa:participantInvitation?http.conectTimeout=5000&http.connectTimeout=5000"))
                .contains("http.conectTimeout").doesNotContain("Unknown options: http.connectTimeout");
    }

    @Test
    void aValueThatTheHttpClientDoesNotTake() {
        assertThat(failureOf("ucwa:participantInvitation?http.connectTimeout=soon&http.maxTotalConnections=9")).contains("http.connectTimeout")
                .contains("soon");
    }

    @ParameterizedTest
    @ValueSource(strings = { "authMethod=Basic", "authUsername=me", "authPassword=x", "authBearerToken=x", "authHost=h",
        "oauth2ClientId=x", "oauth2TokenEndpoint=https://h/", "followRedirects=true", "cookieHandler=#c",
        "x509HostnameVerifier=#v", "httpClient.redirectsEnabled=true" })
    void anOptionOfTheHttpClientThatBypassesTheRulesOfTrust(String option) {
        assertThat(failureOf("ucwa:participantInvitation?http." + option)).contains("http." + option.replaceAll("=.*", ""))
                .contains("refused");
    }

    @Test
    void tooFewConnectionsForAPollAndARequest() {
        assertThat(failureOf("ucwa:participantInvitation?http.connectionsPerRoute=1")).contains("http.connectionsPerRoute=1")
                .contains("at least 2");
    }

    @ParameterizedTest
    @CsvSource({ "acknowledge,received,processed", "wireFormat,xml,json", "pollTimeout,200s,300s", "signInAs,Online,Busy",
        "reconnectMaxDelay,1s,2s", "trustedHosts,a.example,b.example", "maxPendingEvents,5,6",
        "deleteApplicationOnStop,true,false" })
    void contradictingOptionsOfOneAccount(String option, String one, String other) {
        String failure = failureOf("ucwa:participantInvitation?" + option + "=" + one,
                "ucwa:messagingInvitation?direction=outgoing&" + option + "=" + other);
        assertThat(failure).contains("the option " + option).contains("ucwa://participantInvitation?" + option + "=" + one)
                .contains("ucwa://messagingInvitation").contains(option + "=" + other);
    }

    @Test
    void contradictingPasswordsAreNotShown() {
        String failure = failureOf("ucwa:participantInvitation",
                "ucwa:messagingInvitation?direction=outgoing&password=RAW(anotherSecret)");
        assertThat(failure).contains("the option password").doesNotContain(PASSWORD).doesNotContain("anotherSecret");
    }

    @Test
    void contradictingOptionsAreFineWithAnEndpointIdOfItsOwn() throws Exception {
        start(route("ucwa:participantInvitation?maxPendingEvents=5"), to("ucwa:participantInvitation?maxPendingEvents=6&endpointId=2"));
        assertThat(context.isStarted()).isTrue();
    }

    @Test
    void afterTheMistakeIsCorrectedTheSameContextStarts() throws Exception {
        assertThatThrownBy(() -> start(route("ucwa:participantInvitation?pollTimeout=1s"))).hasStackTraceContaining("pollTimeout");
        context.removeRoute("in");
        start(route("ucwa:participantInvitation"));
        assertThat(context.isStarted()).isTrue();
    }

    /** All messages of what the start of these consumers threw. */
    private String failureOf(String... uris) {
        RouteBuilder[] routes = new RouteBuilder[uris.length];
        for (int i = 0; i < uris.length; i++) {
            String uri = uris[i];
            routes[i] = new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri).to("mock:out");
                }
            };
        }
        return messages(catchThrowable(() -> start(routes)));
    }

    private String failureOfProducer(String uri) {
        return messages(catchThrowable(() -> start(to(uri))));
    }

    private static RouteBuilder to(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri);
            }
        };
    }

    private static String messages(Throwable thrown) {
        assertThat(thrown).as("the start was to fail").isNotNull();
        List<String> messages = new ArrayList<>();
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            messages.add(e.getMessage());
        }
        return String.join("\n", messages);
    }
}
