package io.github.camelucwa;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.camelucwa.simulator.UcwaSimulator;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the README shows works, and what it points at is there. */
class ReadmeTest extends UcwaTestSupport {

    private static final Path SOURCES = Path.of("src/test/java/io/github/camelucwa");
    private static final String BOB = "sip:bob@fabrikam.example";

    private final Snippets readme = Snippets.of("README.md");

    @Test
    void theRouteMovesAnEvent() throws Exception {
        String account = "sip:helpdesk@contoso.com";
        server.addUser(account, PASSWORD);
        server.invite(BOB).declines();
        context.getPropertiesComponent().addOverrideProperty("helpdesk.password", PASSWORD);
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("readme.yaml", readme.all("yaml").get(0)));
        AdviceWith.adviceWith(context, 0, advice -> advice.weaveAddLast().to("mock:out"));
        mock("out").expectedHeaderReceived(UcwaConstants.EVENT_TYPE, "completed");
        mock("out").expectedMessageCount(1);
        context.start();

        server.account(account).awaitApplication(PATIENCE).startConversation("Incident 4711").invite(BOB);

        mock("out").assertIsSatisfied();
    }

    @Test
    void theSimulatorIsStartedAsShown() throws Exception {
        try (UcwaSimulator server = UcwaSimulator.create().http().user("sip:bot@fabrikam.example", "secret").start()) {
            server.invite("sip:bob@fabrikam.example").declines().after(Duration.ofSeconds(2));
            options().setDiscoveryUrl(server.discoveryUrl());
            options().setPassword("secret");
            mock("out").expectedHeaderReceived(UcwaConstants.EVENT_STATUS, "Failure");
            mock("out").expectedMessageCount(1);
            start(route("ucwa:participantInvitation?eventTypes=completed"));
            server.account("sip:bot@fabrikam.example").awaitApplication(PATIENCE);
            server.account("sip:bot@fabrikam.example").startConversation("Incident 4711").invite("sip:bob@fabrikam.example");
            mock("out").assertIsSatisfied();
            context.stop();
        }
        List<String> shown = readme.with("java", "UcwaSimulator.create()").lines().map(String::strip).filter(line -> !line.startsWith("//"))
                .toList();
        assertThat(source("ReadmeTest").lines().map(String::strip)).containsSubsequence(shown);
    }

    @Test
    void theTestShownIsRun() throws IOException {
        assertThat(source("HelpDeskRouteTest")).endsWith("\n\n" + readme.with("java", "@RegisterExtension"));
    }

    @Test
    void everyPageAndExampleIsLinked() throws IOException {
        String text = Files.readString(Path.of("README.md"));
        try (Stream<Path> pages = Files.list(Path.of("docs")); Stream<Path> examples = Files.list(Path.of("examples"))) {
            assertThat(Stream.concat(pages, examples.filter(Files::isDirectory).filter(one -> Files.exists(one.resolve("pom.xml"))))
                    .map(one -> "](" + one + ")")).hasSizeGreaterThan(4).allSatisfy(link -> assertThat(text).contains(link));
        }
    }

    @Test
    void examplesAreRunAsOnTheirPages() throws IOException {
        Map<String, String> pages = Map.of("spring-boot", "docs/spring-boot.md", "quarkus", "docs/quarkus.md", "cluster", "docs/scaling.md");
        String shown = Files.readString(Path.of("README.md"));
        for (Map.Entry<String, String> example : pages.entrySet()) {
            String command = Files.readAllLines(Path.of(example.getValue())).stream()
                    .filter(line -> line.startsWith("mvn ") && line.contains("-pl " + example.getKey() + " ")).findFirst().orElseThrow();
            assertThat(shown).contains(command + "\n");
        }
    }

    private static String source(String test) throws IOException {
        return Files.readString(SOURCES.resolve(test + ".java"));
    }
}
