package io.github.camelucwa;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.camelucwa.http.CallHandle;
import io.github.camelucwa.http.Request;
import io.github.camelucwa.http.StubServer;
import io.github.camelucwa.http.Transport;
import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.SignInSwitches;
import io.github.camelucwa.simulator.UcwaSimulator;
import org.apache.camel.Route;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What docs/sign-in.md says is true: its snippets work, its messages are those that come. */
class SignInGuideTest extends SignInTestSupport {

    private static final Path GUIDE = Path.of("docs", "sign-in.md");

    private final List<String> produced = new ArrayList<>();

    private static String guide() throws Exception {
        return Files.readString(GUIDE, StandardCharsets.UTF_8);
    }

    private static List<String> blocks(String language) throws Exception {
        Matcher blocks = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(guide());
        return blocks.results().map(block -> block.group(1)).toList();
    }

    private void prepareSnippets() {
        UcwaConfiguration none = new UcwaConfiguration();
        context.getComponent("ucwa", UcwaComponent.class).setConfiguration(none);
        context.getRegistry().bind("companyTls", new SSLContextParameters());
        context.getPropertiesComponent().addPropertiesFunction(new PropertiesFunction() {
            @Override
            public String getName() {
                return "env";
            }

            @Override
            public String apply(String name) {
                return "value-of-" + name;
            }
        });
        context.setAutoStartup(false);
    }

    @Test
    void theYamlSnippetsAreRoutes() throws Exception {
        prepareSnippets();
        List<String> snippets = blocks("yaml");
        assertThat(snippets).hasSize(4);
        for (int i = 0; i < snippets.size(); i++) {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("guide" + i + ".yaml", snippets.get(i)));
        }
        context.start();
        assertThat(context.getRoutes()).extracting(Route::getEndpoint).hasSize(4).allSatisfy(e -> assertThat(e).isInstanceOf(UcwaEndpoint.class));
        UcwaConfiguration windows = ((UcwaEndpoint) context.getRoutes().get(1).getEndpoint()).getConfiguration();
        assertThat(windows.getUsername()).isEqualTo("FABRIKAM\\bot");
        assertThat(windows.getPassword()).isEqualTo("value-of-UCWA_PASSWORD");
    }

    @Test
    void theJavaSnippetsNameTheSameEndpoints() throws Exception {
        prepareSnippets();
        List<UcwaConfiguration> java = new ArrayList<>();
        for (String snippet : blocks("java")) {
            String joined = snippet.replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\\", "\\");
            Matcher uri = Pattern.compile("from\\(\"(ucwa:[^\"]+)\"\\)").matcher(joined);
            assertThat(uri.find()).as(snippet).isTrue();
            java.add(context.getEndpoint(uri.group(1), UcwaEndpoint.class).getConfiguration());
        }
        List<String> snippets = blocks("yaml");
        for (int i = 0; i < snippets.size(); i++) {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("guide" + i + ".yaml", snippets.get(i)));
        }
        context.start();
        for (int i = 0; i < snippets.size(); i++) {
            assertThat(java.get(i)).usingRecursiveComparison()
                    .isEqualTo(((UcwaEndpoint) context.getRoutes().get(i).getEndpoint()).getConfiguration());
        }
    }

    @Test
    void everyMessageInTheTableIsOneThatComes() throws Exception {
        produceAll();
        List<String> listed = guide().lines().dropWhile(line -> !line.startsWith("| Message |")).skip(2)
                .takeWhile(line -> line.startsWith("|")).map(line -> line.substring(line.indexOf('`') + 1, line.indexOf('`', line.indexOf('`') + 1)))
                .toList();
        assertThat(listed).hasSizeGreaterThan(25);
        assertThat(listed.stream().filter(message -> !comes(message)).toList()).as("messages that never came").isEmpty();
    }

    private boolean comes(String message) {
        Pattern pattern = Pattern.compile(Stream.of(message.split("\\.\\.\\.", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
        return produced.stream().anyMatch(text -> pattern.matcher(text).find());
    }

    /** Starts a consumer on a fresh context and keeps what the start or the account's state says. */
    private void produce(Preparation preparation) throws Exception {
        produce(CONSUMER, preparation);
    }

    private void produce(String uri, Preparation preparation) throws Exception {
        context.stop();
        server.faults().clear();
        server.discovery().reset();
        server.signIn().challenge(SignInSwitches.Challenge.STANDARD).tokenUrl(null).tokenError(null)
                .grants("urn:microsoft.rtc:windows", "password");
        account().allowApplications();
        context = newContext("guide");
        context.start();
        preparation.run();
        Throwable thrown = catchThrowable(() -> context.addRoutes(route(uri)));
        if (thrown != null) {
            produced.add(Throwables.getStackTrace(thrown));
        } else {
            awaitDown("");
            produced.add(status().failure().getMessage());
        }
    }

    private interface Preparation {
        void run() throws Exception;
    }

    private void produceAll() throws Exception {
        Map<String, String> json = Map.of("Content-Type", "application/json");
        produce(() -> options().setPassword(null));
        produce(() -> options().setAllowInsecure(false));
        produce(CONSUMER + "&http.conectTimeout=1", () -> { });
        produce(CONSUMER + "&http.authUsername=x", () -> { });
        produce(CONSUMER + "&culture=de-DE", () -> context.addRoutes(route("first", CONSUMER)));
        produce(() -> server.discovery().notFound());
        produce(() -> server.discovery().html());
        String foreign = server.addForeignHost("127.0.0.2").origin();
        produce(() -> server.discovery().redirectByHttp(foreign + "/root"));
        produce(() -> server.discovery().redirectInBody(foreign + "/root"));
        produce(() -> server.discovery().applicationsAt(foreign));
        produce(() -> server.signIn().challenge(SignInSwitches.Challenge.ONLY_BEARER));
        produce(() -> server.signIn().grants("urn:microsoft.rtc:passive"));
        produce(() -> options().setPassword("wrong"));
        produce(CONSUMER + "&endpointId=again", () -> {
            options().setPassword("wrong");
            assertThat(catchThrowable(() -> context.addRoutes(route("first", CONSUMER)))).isNotNull();
        });
        produce(() -> server.signIn().tokenError("unsupported_grant_type"));
        produce(() -> {
            options().setGrantType("windows");
            server.faults().on(RequestKind.TOKEN).answer(401, Map.of("WWW-Authenticate", "Negotiate"), "<html/>");
        });
        produce(() -> server.faults().on(RequestKind.TOKEN).answer(400, json,
                "{\"error\":\"invalid_grant\",\"ms_rtc_passiveauthuri\":\"https://x/PassiveAuth.aspx\"}"));
        produce(CONSUMER + "&accessToken=stale", () -> { });
        produce(CONSUMER + "&tokenProvider=#sealed", () -> context.getRegistry().bind("sealed", (UcwaTokenProvider) (challenge, target) -> {
            throw new IllegalStateException("the vault is sealed");
        }));
        produce(() -> {
            options().setPassword("wrong");
            options().setOauth2TokenEndpoint(server.origin() + "/WebTicket/oauthtoken");
            options().setOauth2ClientId("app");
        });
        produce(() -> server.discovery().userForbidden());
        produce(() -> account().refuseApplications(403, "Forbidden", "None"));
        produce(() -> account().refuseApplications(410, "Gone", "TooManyApplications"));
        produce(() -> account().refuseApplications(410, "Gone", "UserAgentNotAllowed"));
        produce(CONSUMER + "&signInAs=Online&supportedModalities=Audio", () -> { });
        produceFromStubs();
        produceOverTls();
    }

    private void produceFromStubs() throws Exception {
        try (StubServer large = new StubServer((got, exchange) -> StubServer.json(exchange, 200, "x".repeat(2 << 20)))) {
            produce(() -> options().setDiscoveryUrl(large.url("/root").toString()));
        }
        CountDownLatch end = new CountDownLatch(1);
        String gone;
        try (StubServer closed = new StubServer((got, exchange) -> { })) {
            gone = closed.url("/root").toString();
        }
        produce(() -> options().setDiscoveryUrl(gone));
        try (StubServer slow = new StubServer((got, exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (!end.await(100, TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        })) {
            Transport transport = new HttpClients(context).create("127.0.0.1", options());
            produced.add(catchThrowable(() -> transport.send(Request.get(slow.url("/"), "*/*").within(Duration.ofSeconds(2)), null, true,
                    new CallHandle())).getMessage());
            transport.close();
        }
        end.countDown();
    }

    private void produceOverTls() throws Exception {
        try (UcwaSimulator tls = UcwaSimulator.create().user(BOT, PASSWORD).start();
             LoopbackProxy proxy = new LoopbackProxy(host -> tls.port(), null);
             LoopbackProxy careful = new LoopbackProxy(host -> tls.port(), "u:p")) {
            produce(() -> options().setDiscoveryUrl(tls.discoveryUrl()));
            KeyStoreParameters store = new KeyStoreParameters();
            store.setResource("file:" + tls.trustStore());
            store.setPassword(tls.trustStorePassword());
            TrustManagersParameters trust = new TrustManagersParameters();
            trust.setKeyStore(store);
            SSLContextParameters parameters = new SSLContextParameters();
            parameters.setTrustManagers(trust);
            for (LoopbackProxy one : List.of(proxy, careful)) {
                produce(() -> {
                    options().setDiscoveryUrl("https://sfb.fabrikam.example/");
                    options().setSslContextParameters(parameters);
                    options().getHttp().put("proxyHost", "127.0.0.1");
                    options().getHttp().put("proxyPort", one.port());
                });
            }
        }
    }
}
