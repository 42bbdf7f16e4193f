package io.github.camelucwa;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedInvitation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Documented errors (protocol §11.2, §11.3): what the exception tells, and how often the server is asked (§11.5). */
class ErrorsTest extends ProducerTestSupport {

    /** The first request and three repetitions. */
    private static final int REPEATED = 4;

    @BeforeEach
    void signIn() throws Exception {
        options().setReconnectDelay(5);
        options().setReconnectMaxDelay(20);
        startSignedIn("ucwa:participantInvitation");
    }

    private UcwaException refusal() {
        return failure(send(null, UcwaConstants.HREF,
                account().application().href() + "/communication/participantInvitations/0b5c"), UcwaException.class);
    }

    private int asked() {
        return server.requests().count(RequestKind.INVITATION);
    }

    @ParameterizedTest
    @CsvSource({
            // the table of the reference page
            "400,BadRequest,None,false", "400,BadRequest,ParameterValidationFailure,false", "410,Gone,None,false",
            "404,NotFound,None,false", "500,ServiceFailure,InvalidExchangeServerVersion,true",
            "409,Conflict,AlreadyExists,false", "409,Conflict,TooManyGroups,false", "409,Conflict,None,false",
            "410,Gone,CannotRedirect,false",
            // status codes
            "403,Forbidden,None,false", "405,MethodNotAllowed,,false", "406,NotAcceptable,,false", "408,ClientTimeout,,true",
            "411,BadRequest,,false", "412,PreconditionFailed,PreconditionFailed,false",
            "413,EntityTooLarge,EntityTooLarge,false", "415,UnsupportedMediaType,UnsupportedMediaType,false",
            "428,PreconditionRequired,PreconditionRequired,false", "429,TooManyRequests,,true", "500,ServiceFailure,None,true",
            "503,ServiceUnavailable,,true", "504,Timeout,ServiceTimeout,true", "504,GatewayTimeout,,true",
            // subcodes
            "400,BadRequest,DeserializationFailure,false", "400,BadRequest,InvalidMediaDescription,false",
            "400,BadRequest,NormalizationFailed,false", "400,BadRequest,CallbackUriUnreachable,false",
            "403,Forbidden,AnonymousNotAllowed,false", "403,Forbidden,AttendeeNotAllowed,false",
            "403,Forbidden,NotAllowed,false", "403,Forbidden,FederationRequired,false",
            "403,Forbidden,DialoutNotAllowed,false", "403,Forbidden,InviteesOnly,false",
            "403,Forbidden,MobileApplicationNoLongerAllowed,false", "403,Forbidden,LimitExceeded,false",
            "404,NotFound,ResourceNotFound,false", "404,NotFound,ConversationNotFound,false",
            "404,NotFound,DestinationNotFound,false", "404,NotFound,APIVersionNotSupported,false",
            "404,NotFound,VersionNotSupported,false", "409,Conflict,MakeMeAvailableRequired,false",
            "409,Conflict,ThreadIdAlreadyExists,false", "409,Conflict,TooManyConversations,false",
            "409,Conflict,TooManyParticipants,false", "409,Conflict,TooManyContacts,false",
            "409,Conflict,TooManyOnlineMeetings,false", "409,Conflict,TooManyLobbyParticipants,false",
            "410,Gone,TooManyApplications,false", "410,Gone,InactiveApplicationExpired,false",
            "410,Gone,UserAgentNotAllowed,false", "500,ServiceFailure,CallbackChannelError,true",
            "500,ExchangeServiceFailure,ExchangeServiceFailure,true", "500,ServiceFailure,ProvisioningDataUnavailable,true",
            "500,ServiceFailure,LisServiceUnavailable,true", "504,Timeout,ExchangeTimeout,true",
            "500,ServiceFailure,SomethingUnknownYet,true", "409,Conflict,SomethingUnknownYet,false" })
    void everyDocumentedErrorIsTold(int status, String code, String subcode, boolean repeated) {
        server.faults().on(RequestKind.INVITATION).untilCleared().error(status, code, subcode);
        UcwaException refused = refusal();
        assertThat(refused.getStatusCode()).isEqualTo(status);
        assertThat(refused.getHttpResponseCode()).isEqualTo(status);
        assertThat(refused.getCode()).isEqualTo(code);
        assertThat(refused.getSubcode()).isEqualTo("None".equals(subcode) ? null : subcode);
        assertThat(refused.getHref()).endsWith("/participantInvitations/0b5c");
        assertThat(refused).hasMessageContaining("GET ").hasMessageContaining(String.valueOf(status))
                .hasMessageContaining(code).hasMessageContaining("Your request couldn't be completed.");
        assertThat(refused.isRetryable()).isEqualTo(status >= 500 || status == 408 || status == 429);
        assertThat(asked()).isEqualTo(repeated ? REPEATED : 1);
    }

    @ParameterizedTest
    @CsvSource({ "409,Conflict,AnotherOperationPending", "409,Conflict,MigrationInProgress", "403,Forbidden,MigrationInProgress" })
    void whatPassesByItselfIsRepeatedButNoRetryForTheRoute(int status, String code, String subcode) {
        server.faults().on(RequestKind.INVITATION).untilCleared().error(status, code, subcode);
        UcwaException refused = refusal();
        assertThat(refused.getSubcode()).isEqualTo(subcode);
        assertThat(refused.isRetryable()).isFalse();
        assertThat(asked()).isEqualTo(REPEATED);
    }

    @ParameterizedTest
    @CsvSource({ "404,NotFound,ApplicationNotFound", "500,ServiceFailure,MaxEventCountReached" })
    void aLostApplicationIsMadeAnew(int status, String code, String subcode) {
        server.faults().on(RequestKind.INVITATION).error(status, code, subcode);
        assertThat(refusal().getSubcode()).isEqualTo(subcode);
        await().atMost(PATIENCE).until(() -> server.requests().count(RequestKind.APPLICATIONS) == 2);
        assertThat(asked()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({ "json,application/json", "json,application/vnd.microsoft.com.ucwa+json; charset=utf-8",
            "xml,application/xml", "xml,application/vnd.microsoft.com.ucwa+xml", "xml,application/vnd.microsoft.ucwa+xml" })
    void theErrorBodyIsReadInBothFormats(String format, String type) {
        String json = "{\"code\":\"BadRequest\",\"subcode\":\"ParameterValidationFailure\",\"message\":\"Please check.\","
                + "\"parameters\":[{\"name\":\"to\",\"reason\":\"Required\"}],\"debugInfo\":{\"errorReportId\":\"0d3c\"}}";
        String xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?><reason xmlns=\"http://schemas.microsoft.com/rtc/2012/03/ucwa\">"
                + "<code>BadRequest</code><subcode>ParameterValidationFailure</subcode><message>Please check.</message>"
                + "<debugInfo><property name=\"errorReportId\">0d3c</property></debugInfo><parameters /></reason>";
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put("X-Ms-diagnostics", "28001;source=\"fe01.fabrikam.example\";reason=\"Internal\"");
        server.faults().on(RequestKind.INVITATION).answer(400, headers, "json".equals(format) ? json : xml);
        UcwaException refused = refusal();
        assertThat(refused.getCode()).isEqualTo("BadRequest");
        assertThat(refused.getSubcode()).isEqualTo("ParameterValidationFailure");
        assertThat(refused.getDebugInfo()).containsEntry("errorReportId", "0d3c");
        assertThat(refused.getDiagnostics()).startsWith("28001;");
        assertThat(refused).hasMessageContaining("Please check.");
        if ("json".equals(format)) {
            assertThat(refused).hasMessageContaining("to: Required");
        }
    }

    @ParameterizedTest
    @CsvSource({ "400,1", "403,1", "404,1", "409,1", "410,1", "413,1", "500,4", "502,4", "503,4", "504,4" })
    void anAnswerOfAProxyIsJudgedByItsStatusAlone(int status, int requests) {
        server.faults().on(RequestKind.INVITATION).untilCleared().answer(status);
        UcwaException refused = refusal();
        assertThat(refused.getStatusCode()).isEqualTo(status);
        assertThat(refused.getCode()).isNull();
        assertThat(refused.getSubcode()).isNull();
        assertThat(refused.getDebugInfo()).isEmpty();
        assertThat(refused).hasMessageContaining("proxy").hasMessageNotContaining("<html");
        assertThat(asked()).isEqualTo(requests);
    }

    @ParameterizedTest
    @CsvSource({ "400,1", "404,1", "503,4" })
    void anAnswerWithoutBodyIsJudgedByItsStatusAlone(int status, int requests) {
        server.faults().on(RequestKind.INVITATION).untilCleared().answer(status, Map.of(), (String) null);
        UcwaException refused = refusal();
        assertThat(refused.getStatusCode()).isEqualTo(status);
        assertThat(refused.getCode()).isNull();
        assertThat(asked()).isEqualTo(requests);
    }

    @Test
    void noAnswerAtAllIsRepeatedAndRetryable() {
        server.faults().on(RequestKind.INVITATION).untilCleared().cut();
        UcwaException refused = refusal();
        assertThat(refused.getStatusCode()).isZero();
        assertThat(refused.isRetryable()).isTrue();
        assertThat(asked()).isEqualTo(REPEATED);
    }

    @Test
    void aPageWithStatus200IsNoInvitation() {
        server.faults().on(RequestKind.INVITATION).untilCleared().html();
        assertThat(refusal()).hasMessageContaining("200").hasMessageContaining("not UCWA's");
        assertThat(asked()).isEqualTo(REPEATED);
    }

    @Test
    void anExpiredTokenIsReplacedOnce() {
        SimulatedInvitation pending = pendingInvitation();
        int tokens = server.requests().count(RequestKind.TOKEN);
        server.expireTokens();
        good(null, UcwaConstants.HREF, pending.href());
        assertThat(server.requests().count(RequestKind.TOKEN)).isEqualTo(tokens + 1);
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void aTokenOfAnotherPoolIsReplacedOnceAndThenRefused() {
        server.faults().on(RequestKind.INVITATION).untilCleared().wrongTicket();
        UcwaException refused = refusal();
        assertThat(refused).isInstanceOf(UcwaAuthenticationException.class);
        assertThat(refused.getStatusCode()).isEqualTo(500);
        assertThat(refused.getDiagnostics()).startsWith("28032");
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void anInvalidOAuthTokenIsReplacedOnceAndThenRefused() {
        server.faults().on(RequestKind.INVITATION).untilCleared().answer(403,
                Map.of("X-Ms-diagnostics", "28055;source=\"fe01\";reason=\"The OAuth token is invalid.\""), "<html></html>");
        UcwaException refused = refusal();
        assertThat(refused).isInstanceOf(UcwaAuthenticationException.class);
        assertThat(refused.getStatusCode()).isEqualTo(403);
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void retryAfterIsWaitedForWhenItIsShort() {
        SimulatedInvitation pending = pendingInvitation();
        server.faults().on(RequestKind.INVITATION).tooManyRequests(1);
        long start = System.nanoTime();
        good(null, UcwaConstants.HREF, pending.href());
        assertThat(System.nanoTime() - start).isGreaterThan(900_000_000L);
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void aLongRetryAfterIsTheCallersBusiness() {
        server.faults().on(RequestKind.INVITATION).untilCleared().tooManyRequests(120);
        assertThat(refusal().isRetryable()).isTrue();
        assertThat(asked()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({ "408", "429", "500", "502", "503", "504" })
    void aCancelIsRepeated(int status) {
        SimulatedInvitation pending = pendingInvitation();
        server.faults().on(RequestKind.CANCEL).times(3).answer(status);
        good(null, UcwaConstants.HREF, pending.href(), UcwaConstants.OPERATION, "cancel");
        assertThat(server.requests().count(RequestKind.CANCEL)).isEqualTo(REPEATED);
    }

    @Test
    void theExceptionSurvivesSerialization() throws Exception {
        server.faults().on(RequestKind.INVITATION).error(403, "Forbidden", "NotAllowed");
        UcwaException refused = refusal();
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try (java.io.ObjectOutputStream out = new java.io.ObjectOutputStream(bytes)) {
            out.writeObject(refused);
        }
        try (java.io.ObjectInputStream in = new java.io.ObjectInputStream(
                new java.io.ByteArrayInputStream(bytes.toByteArray()))) {
            UcwaException copy = (UcwaException) in.readObject();
            assertThat(copy.getSubcode()).isEqualTo("NotAllowed");
            assertThat(copy.getDebugInfo()).isEqualTo(refused.getDebugInfo());
        }
    }
}
