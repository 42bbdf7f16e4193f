package io.github.camelucwa;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.component.stub.StubComponent;
import org.apache.camel.impl.cluster.ClusteredRoutePolicy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs what the page about several processes shows; the queue is a stub. */
class ScalingPageTest extends UcwaTestSupport {

    private static final String BOB = "sip:bob@fabrikam.example";
    private static final String PAGE = "docs/scaling.md";

    @TempDir
    private Path directory;

    @Override
    protected void configure(CamelContext made) throws Exception {
        super.configure(made);
        made.addComponent("jms", new StubComponent());
    }

    @Test
    void theYamlRouteRunsInTheLeader() throws Exception {
        context.getRegistry().bind("leader", ClusteredRoutePolicy.forNamespace(locks(), "ucwa"));
        String yaml = here(Snippets.of(PAGE).all("yaml").get(0));
        assertThat(yaml).contains("routePolicyRef");
        if (!context.getVersion().startsWith("4.18.")) {
            yaml = yaml.replace("routePolicy: ", "routePolicyRef: ");
        }
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("page.yaml", yaml));
        movesAnEvent("events");
    }

    @Test
    void theJavaRouteRunsInTheLeader() throws Exception {
        FileLockClusterService service = locks();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                from(here("ucwa:participantInvitation?endpointId=help-desk&journalFile=/shared/journal")).routeId("java")
                        .routePolicy(ClusteredRoutePolicy.forNamespace(service, "ucwa"))
                        .to("jms:queue:invitations");
            }
        });
        movesAnEvent("java");
        isOnThePage("from(\"ucwa:participantInvitation?endpointId=help-desk&journalFile=/shared/journal\")",
                ".routePolicy(ClusteredRoutePolicy.forNamespace(service, \"ucwa\"))", ".to(\"jms:queue:invitations\");");
    }

    @Test
    void theHandOverMovesAnEventWithItsId() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(here("ucwa:participantInvitation?bodyType=json&journalFile=/shared/journal")).routeId("hand-over")
                        .setHeader("eventId", header("CamelUcwaEventId"))
                        .to("jms:queue:invitations");
            }
        });
        movesAnEvent("hand-over");
        assertThat(mock("out").getExchanges().get(0).getMessage().getHeader("eventId")).isNotNull();
        isOnThePage("from(\"ucwa:participantInvitation?bodyType=json&journalFile=/shared/journal\")",
                ".setHeader(\"eventId\", header(\"CamelUcwaEventId\"))");
    }

    private FileLockClusterService locks() throws Exception {
        FileLockClusterService service = new FileLockClusterService();
        service.setRoot(directory.resolve("locks").toString());
        service.setAcquireLockDelay(1);
        service.setAcquireLockInterval(1);
        context.addService(service);
        return service;
    }

    private void movesAnEvent(String route) throws Exception {
        AdviceWith.adviceWith(context, route, advice -> advice.weaveAddLast().to("mock:out"));
        mock("out").expectedMinimumMessageCount(1);
        server.invite(BOB).declines();
        context.start();
        account().awaitApplication(PATIENCE);
        account().startConversation("Incident 4711").invite(BOB);
        mock("out").assertIsSatisfied();
        assertThat(Files.exists(directory.resolve("journal"))).isTrue();
    }

    private String here(String text) {
        return text.replace("/shared/", directory + "/");
    }

    private static void isOnThePage(String... lines) {
        List<String> java = Snippets.of(PAGE).all("java");
        assertThat(String.join("\n", java)).contains(lines);
    }
}
