package io.github.camelucwa;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.camelucwa.simulator.RequestKind;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Looks for secrets in everything the component and Camel say, at TRACE. Not in the wire log of the HTTP library, which by
 * its nature shows every byte.
 */
class SecretsTest extends SignInTestSupport {

    private static final String[] LOGGERS = { "io.github.camelucwa", "org.apache.camel" };
    private static final String WRONG = "wr0ng-pa55word";
    private static final String PROXY_PASSWORD = "pr0xy-pa55word";
    private static final String CLIENT_SECRET = "cl1ent-s3cret";
    private static final String STALE = "cwt=st4le-t0ken";

    private final Capture capture = new Capture();
    private final List<String> texts = new ArrayList<>();

    /** Keeps messages and stack traces. */
    private static final class Capture extends AbstractAppender {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private volatile String withoutTrace = "nobody";

        Capture() {
            super("capture", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLevel() == Level.TRACE && event.getLoggerName().startsWith(withoutTrace)) {
                return;
            }
            lines.add(event.getLevel() + " " + event.getLoggerName() + ": " + event.getMessage().getFormattedMessage()
                    + (event.getThrown() == null ? "" : "\n" + Throwables.getStackTrace(event.getThrown())));
        }
    }

    @BeforeEach
    void listen() {
        capture.start();
        LoggerContext logging = LoggerContext.getContext(false);
        for (String name : LOGGERS) {
            LoggerConfig logger = new LoggerConfig(name, Level.TRACE, false);
            logger.addAppender(capture, Level.TRACE, null);
            logging.getConfiguration().addLogger(name, logger);
        }
        logging.updateLoggers();
    }

    @AfterEach
    void stopListening() {
        LoggerContext logging = LoggerContext.getContext(false);
        for (String name : LOGGERS) {
            logging.getConfiguration().removeLogger(name);
        }
        logging.updateLoggers();
        capture.stop();
    }

    @Override
    protected DefaultCamelContext newContext(String name) throws Exception {
        DefaultCamelContext made = new DefaultCamelContext();
        made.getCamelContextExtension().setName(name);
        made.getShutdownStrategy().setTimeout(10);
        made.getRegistry().bind("secret", PASSWORD);
        configure(made);
        return made;
    }

    @Override
    protected void configure(CamelContext made) throws Exception {
        super.configure(made);
        made.getComponent("ucwa", UcwaComponent.class).getConfiguration().setPassword(null);
    }

    private void failing(String uri) {
        Throwable thrown = catchThrowable(() -> context.addRoutes(route("failing" + texts.size(), uri)));
        assertThat(thrown).as(uri).isNotNull();
        texts.add(Throwables.getStackTrace(thrown));
    }

    private void lookAtManagement() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        Set<ObjectName> names = beans.queryNames(new ObjectName("org.apache.camel:*"), null);
        assertThat(names).isNotEmpty();
        for (ObjectName name : names) {
            texts.add(name.toString());
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                try {
                    texts.add(name + " " + attribute.getName() + "=" + beans.getAttribute(name, attribute.getName()));
                } catch (javax.management.JMException | RuntimeException unreadable) {
                    // nobody sees it then
                }
            }
        }
    }

    @Test
    void secretsThatAreReferredToAreNotShownAtAll() throws Exception {
        context.getRegistry().bind("wrong", WRONG);
        context.getRegistry().bind("stale", STALE);
        context.getRegistry().bind("clientSecret", CLIENT_SECRET);
        context.getRegistry().bind("proxy", PROXY_PASSWORD);
        scenarios("#bean:secret", "#bean:wrong", "#bean:stale", "#bean:clientSecret", "#bean:proxy");
        nothingIsShown();
    }

    /** Camel itself writes endpoint URIs as they are to its TRACE logs; what is said by others and elsewhere is masked. */
    @Test
    void secretsInUrisAreMaskedInAllButCamelsOwnTrace() throws Exception {
        capture.withoutTrace = "org.apache.camel";
        scenarios("RAW(" + PASSWORD + ")", WRONG, STALE, CLIENT_SECRET, PROXY_PASSWORD);
        nothingIsShown();
    }

    private void scenarios(String password, String wrong, String stale, String clientSecret, String proxy) throws Exception {
        context.start();
        String credentials = "&password=" + password + "&http.proxyAuthUsername=u&http.proxyAuthPassword=" + proxy;
        context.addRoutes(route("good", CONSUMER + credentials));
        signedIn();
        account().startConversation("x").invite("sip:bob@fabrikam.example");
        await().atMost(PATIENCE).until(() -> mock("out").getReceivedCounter() > 0);
        server.expireTokens();
        signedIn().cutPoll();
        await().atMost(PATIENCE).until(() -> count(RequestKind.TOKEN) == 2);
        server.faults().on(RequestKind.EVENTS).answer(500);
        signedIn().cutPoll();
        awaitDown("answered 500");
        signedIn();
        texts.add(Throwables.getStackTrace(catchThrowable(() -> context.createProducerTemplate().sendBody(
                "ucwa:participantInvitation?operation=cancel&href=/ucwa/oauth/v1/applications/1/x" + credentials, null))));
        failing(CONSUMER + "&endpointId=a&password=" + wrong);
        server.signIn().ntlmRefused(true);
        failing(CONSUMER + "&endpointId=b&grantType=windows&username=FABRIKAM%5Csomebody&password=" + wrong);
        failing(CONSUMER + "&endpointId=c&accessToken=" + stale);
        failing(CONSUMER + "&endpointId=d&oauth2TokenEndpoint=" + server.origin() + "/WebTicket/oauthtoken&oauth2ClientId=x&oauth2ClientSecret="
                + clientSecret);
        failing(CONSUMER + "&password=" + wrong);
        failing(CONSUMER + "&endpointId=e&pasword=x&password=" + wrong + "&accessToken=" + stale);
        failing(CONSUMER + "&endpointId=f&http.unknown=x" + credentials);
        failing(CONSUMER + "&endpointId=g&http.followRedirects=true" + credentials);
        lookAtManagement();
        for (Endpoint endpoint : context.getEndpoints()) {
            texts.add(endpoint.toString());
        }
        context.stop();
    }

    private void nothingIsShown() {
        Set<String> secrets = new LinkedHashSet<>(List.of(PASSWORD, "p%26ss%2Bw%25rd", "p%26ss", "w%25rd", WRONG, PROXY_PASSWORD,
                CLIENT_SECRET, STALE, "st4le"));
        int known = secrets.size();
        server.requests().matching(r -> String.valueOf(r.header("authorization")).startsWith("Bearer cwt="))
                .forEach(r -> secrets.add(r.header("authorization").substring("Bearer cwt=".length())));
        assertThat(secrets).as("tokens were really seen").hasSizeGreaterThan(known + 1);
        assertThat(capture.lines).as("logs were really on").hasSizeGreaterThan(200)
                .anyMatch(line -> line.contains("io.github.camelucwa.http.Transport"));
        assertThat(leaks(capture.lines, secrets)).as("log lines").isEmpty();
        assertThat(leaks(texts, secrets)).as("exceptions, names, attributes and URIs").isEmpty();
    }

    private static List<String> leaks(List<String> lines, Set<String> secrets) {
        return lines.stream().filter(line -> secrets.stream().anyMatch(line::contains)).toList();
    }
}
