package io.github.camelucwa.http;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class ChallengeTest {

    private static final String HREF = "https://sfbweb.fabrikam.example/WebTicket/oauthtoken";
    private static final String BEARER = "Bearer trusted_issuers=\"00000002-0000-0ff1-ce00-000000000000@fabrikam.example\","
            + " client_id=\"00000004-0000-0ff1-ce00-000000000000\"";
    private static final String TICKET = "MsRtcOAuth href=\"" + HREF
            + "\",grant_type=\"urn:microsoft.rtc:windows,urn:microsoft.rtc:anonmeeting,password\"";

    @Test
    void twoFieldsInEitherOrderSayTheSame() {
        Challenge one = Challenge.parse(List.of(BEARER, TICKET));
        Challenge other = Challenge.parse(List.of(TICKET, BEARER));
        assertThat(one.tokenHref()).isEqualTo(HREF).isEqualTo(other.tokenHref());
        assertThat(one.grants()).containsExactly("urn:microsoft.rtc:windows", "urn:microsoft.rtc:anonmeeting", "password");
        assertThat(other.grants()).isEqualTo(one.grants());
        assertThat(one.clientId()).isEqualTo("00000004-0000-0ff1-ce00-000000000000").isEqualTo(other.clientId());
        assertThat(one.schemes()).containsExactly("bearer", "msrtcoauth");
    }

    @Test
    void twoSchemesJoinedInOneFieldAreToldApart() {
        for (String field : List.of(BEARER + ", " + TICKET, TICKET + "," + BEARER, BEARER + " , " + TICKET)) {
            Challenge challenge = Challenge.parse(List.of(field));
            assertThat(challenge.tokenHref()).as(field).isEqualTo(HREF);
            assertThat(challenge.grants()).as(field).contains("password");
            assertThat(challenge.schemes()).as(field).containsExactlyInAnyOrder("bearer", "msrtcoauth");
        }
    }

    @Test
    void anUnquotedHrefEndsAtTheComma() {
        Challenge challenge = Challenge.parse(List.of("MsRtcOAuth href=" + HREF + "?a=b,grant_type=\"password\""));
        assertThat(challenge.tokenHref()).isEqualTo(HREF + "?a=b");
        assertThat(challenge.grants()).containsExactly("password");
    }

    @Test
    void anUnquotedListOfGrantsIsRead() {
        Challenge challenge = Challenge.parse(List.of("MsRtcOAuth grant_type=password,urn:microsoft.rtc:windows,href=" + HREF));
        assertThat(challenge.grants()).containsExactly("password", "urn:microsoft.rtc:windows");
        assertThat(challenge.tokenHref()).isEqualTo(HREF);
    }

    @Test
    void blanksDoNotMatter() {
        Challenge challenge = Challenge.parse(List.of("MsRtcOAuth   href = \"" + HREF + "\" ,  grant_type = \" password , x \""));
        assertThat(challenge.tokenHref()).isEqualTo(HREF);
        assertThat(challenge.grants()).containsExactly("password", "x");
    }

    @Test
    void aGrantListedTwiceCountsOnceAndAnUnknownOneIsKept() {
        Challenge challenge = Challenge.parse(List.of("MsRtcOAuth href=\"" + HREF + "\",grant_type=\"password,new,password\""));
        assertThat(challenge.grants()).containsExactly("password", "new");
    }

    @Test
    void unknownSchemesAreNamedAndDoNotDisturb() {
        Challenge challenge = Challenge.parse(List.of("Negotiate", "NTLM TlRMTVNTUAACAAAA==", "Basic realm=\"proxy, inner\"", TICKET));
        assertThat(challenge.schemes()).containsExactly("negotiate", "ntlm", "basic", "msrtcoauth");
        assertThat(challenge.tokenHref()).isEqualTo(HREF);
    }

    @Test
    void modernAuthenticationNamesTheAuthority() {
        Challenge challenge = Challenge.parse(List.of(BEARER + ", authorization_uri=\"https://login.example/authorize\""));
        assertThat(challenge.authorizationUri()).isEqualTo("https://login.example/authorize");
        assertThat(challenge.tokenHref()).isNull();
        assertThat(challenge.isUsable()).isTrue();
    }

    @Test
    void onPremisesThereIsNoAuthority() {
        assertThat(Challenge.parse(List.of(BEARER)).authorizationUri()).isNull();
    }

    @Test
    void aProxysOwnChallengeIsNotUsable() {
        assertThat(Challenge.parse(List.of("Negotiate", "Basic realm=\"x\"")).isUsable()).isFalse();
        assertThat(Challenge.parse(List.of()).isUsable()).isFalse();
    }

    @Test
    void quotedPairsAreUnquoted() {
        assertThat(Challenge.parse(List.of("Bearer client_id=\"a\\\"b\\\\c\"")).clientId()).isEqualTo("a\"b\\c");
    }

    @Test
    void noFieldHoweverDamagedThrows() {
        String alphabet = "MsRtcOAuth Bearer href=grant_type \",=\\ \t:/;a";
        Random random = new Random(4711);
        for (int i = 0; i < 5000; i++) {
            StringBuilder field = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--) {
                field.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThatCode(() -> Challenge.parse(List.of(field.toString()))).as(field.toString()).doesNotThrowAnyException();
        }
    }
}
