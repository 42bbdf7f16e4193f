package io.github.camelucwa;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelucwa.account.Account;
import io.github.camelucwa.channel.ChannelState;
import io.github.camelucwa.channel.ChannelStatus;
import io.github.camelucwa.simulator.RecordedRequest;
import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SimulatedApplication;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ExceptionHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** What tests of signing in have in common: an exception handler that remembers, and looks at the account's state. */
abstract class SignInTestSupport extends UcwaTestSupport {

    static final String CONSUMER = "ucwa:participantInvitation?exceptionHandler=#troubles";

    protected final Troubles troubles = new Troubles();

    /** Remembers what a consumer's exception handler was told. */
    static final class Troubles implements ExceptionHandler {

        final List<Throwable> told = new CopyOnWriteArrayList<>();

        @Override
        public void handleException(Throwable exception) {
            told.add(exception);
        }

        @Override
        public void handleException(String message, Throwable exception) {
            told.add(exception);
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            told.add(exception);
        }
    }

    @Override
    protected void configure(CamelContext made) throws Exception {
        super.configure(made);
        made.getRegistry().bind("troubles", troubles);
        UcwaConfiguration options = made.getComponent("ucwa", UcwaComponent.class).getConfiguration();
        options.setReconnectDelay(20);
        options.setReconnectMaxDelay(200);
        options.setSignInTimeout(5000);
    }

    protected void startConsumer() throws Exception {
        start(route(CONSUMER));
    }

    protected static RouteBuilder route(String id, String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId(id).to("mock:out");
            }
        };
    }

    protected Account onlyAccount() throws Exception {
        assertThat(UcwaAccounts.of(context).accounts()).hasSize(1);
        return UcwaAccounts.of(context).accounts().iterator().next();
    }

    protected ChannelStatus status() throws Exception {
        return onlyAccount().status();
    }

    /** Waits until the client has signed in and polls. */
    protected SimulatedApplication signedIn() {
        return account().awaitApplication(PATIENCE);
    }

    /** Waits until the account is down for a reason whose text has all of these parts. */
    protected void awaitDown(String... parts) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(status().failure()).isNotNull();
            assertThat(status().failure()).hasMessageContainingAll(parts);
            assertThat(status().state()).isIn(ChannelState.RECONNECTING, ChannelState.REFUSED);
        });
    }

    /** The UcwaException a failed start ends with. */
    protected UcwaException failedStart(RouteBuilder... routes) {
        Throwable thrown = catchThrowable(() -> start(routes));
        assertThat(thrown).isNotNull();
        Throwable cause = thrown;
        while (!(cause instanceof UcwaException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        assertThat(cause).isInstanceOf(UcwaException.class);
        return (UcwaException) cause;
    }

    protected int count(RequestKind kind) {
        return server.requests().count(kind);
    }

    protected List<RecordedRequest> requests(RequestKind kind) {
        return server.requests().of(kind);
    }

    /** A ticket of the simulator, got past the component. */
    protected String ticket(String origin) throws Exception {
        String form = "grant_type=password&username=" + URLEncoder.encode(BOT.substring(4), StandardCharsets.UTF_8) + "&password="
                + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8);
        HttpResponse<String> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(origin + "/WebTicket/oauthtoken"))
                .header("Content-Type", "application/x-www-form-urlencoded").timeout(Duration.ofSeconds(5))
                .POST(HttpRequest.BodyPublishers.ofString(form)).build(), HttpResponse.BodyHandlers.ofString());
        return answer.body().replaceAll("(?s).*\"access_token\":\"([^\"]+)\".*", "$1");
    }
}
