package io.github.camelucwa;

import java.util.List;
import java.util.Map;

import io.github.camelucwa.ops.UcwaDevConsole;
import org.apache.camel.console.DevConsole;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The dev console, as text and as JSON. */
class AccountConsoleTest extends UcwaTestSupport {

    @Test
    void tellsAsTextWhatEachAccountIsDoing() throws Exception {
        start(route("ucwa:participantInvitation"));
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(text()).contains("Account: " + BOT).contains("state: connected").contains("events: "));
    }

    @Test
    void tellsTheSameAsJson() throws Exception {
        start(route("ucwa:participantInvitation"));
        account().startConversation("Incident 4711").invite("sip:bob@fabrikam.example");
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<?, ?> json = (Map<?, ?>) console().call(DevConsole.MediaType.JSON);
            Map<?, ?> account = (Map<?, ?>) ((List<?>) json.get("accounts")).get(0);
            assertThat(account.get("account")).isEqualTo(BOT);
            assertThat((Long) account.get("events")).isPositive();
            assertThat(account.get("application").toString()).startsWith("/ucwa/");
        });
    }

    @Test
    void saysThatNobodyIsSignedIn() throws Exception {
        context.start();
        assertThat(text()).isEqualTo("No account is signed in\n");
    }

    @Test
    void forgetsAnAccountThatStopped() throws Exception {
        start(route("ucwa:participantInvitation"));
        context.getRouteController().stopRoute("in");
        assertThat(text()).doesNotContain(BOT);
    }

    @Test
    void isFoundByItsName() throws Exception {
        context.start();
        assertThat(context.getCamelContextExtension().getBootstrapFactoryFinder("META-INF/services/org/apache/camel/dev-console/")
                .findClass("ucwa")).hasValue(UcwaDevConsole.class);
    }

    private String text() {
        return (String) console().call(DevConsole.MediaType.TEXT);
    }

    private DevConsole console() {
        UcwaDevConsole console = new UcwaDevConsole();
        console.setCamelContext(context);
        return console;
    }
}
