package io.github.camelucwa.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.URL;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.camelucwa.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

/** The windows grant (protocol section 3.2), against the NTLM client of the JDK. */
class NtlmTest {

    private static final String GRANT = "grant_type=urn:microsoft.rtc:windows";

    private UcwaSimulator server;

    @BeforeEach
    void start() {
        server = TestClient.server().start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void givesATokenAfterThreeSteps() throws IOException {
        HttpURLConnection connection = post(GRANT, "bot");
        assertThat(connection.getResponseCode()).isEqualTo(200);
        try (InputStream in = connection.getInputStream()) {
            assertThat(json(new String(in.readAllBytes(), StandardCharsets.UTF_8)).path("access_token").asText()).startsWith("cwt=");
        }
        assertThat(server.requests().count(RequestKind.TOKEN)).isEqualTo(3);
    }

    @Test
    void refusesOtherUsers() throws IOException {
        assertThat(post(GRANT, "eve").getResponseCode()).isEqualTo(401);
    }

    @Test
    void refusesTheLastStepWhenAsked() throws IOException {
        server.signIn().ntlmRefused(true);
        assertThat(post(GRANT, "bot").getResponseCode()).isEqualTo(401);
    }

    @Test
    void refusesAPasswordInTheForm() throws IOException {
        assertThat(post(GRANT + "&username=bot&password=x", "bot").getResponseCode()).isEqualTo(400);
    }

    private HttpURLConnection post(String form, String user) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(server.origin() + SignIn.TOKEN_PATH).openConnection();
        connection.setAuthenticator(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication("FABRIKAM\\" + user, "secret".toCharArray());
            }
        });
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(form.getBytes(StandardCharsets.US_ASCII));
        }
        return connection;
    }
}
