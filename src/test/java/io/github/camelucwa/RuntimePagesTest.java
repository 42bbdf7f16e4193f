package io.github.camelucwa;

import java.util.List;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.component.stub.StubComponent;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the YAML routes of the pages about runtimes and tools; queue and mail are stubs. */
class RuntimePagesTest extends UcwaTestSupport {

    private static final String BOB = "sip:bob@fabrikam.example";
    private static final String NIGHT_SHIFT = "sip:night-shift@fabrikam.example";

    record Route(String page, String yaml) {

        String id() {
            return yaml.replaceFirst("(?s).*?\\bid: (\\S+).*", "$1");
        }

        @Override
        public String toString() {
            return page + ": " + id();
        }
    }

    static Stream<Route> routes() {
        return Stream.of("docs/spring-boot.md", "docs/quarkus.md", "docs/tooling.md")
                .flatMap(page -> Snippets.of(page).all("yaml").stream().map(yaml -> new Route(page, yaml)));
    }

    @Override
    protected void configure(CamelContext made) throws Exception {
        super.configure(made);
        server.addUser(NIGHT_SHIFT, PASSWORD);
        made.addComponent("jms", new StubComponent());
        made.addComponent("smtp", new StubComponent());
        UcwaComponent second = new UcwaComponent();
        second.setConfiguration(options(made).copy());
        second.getConfiguration().setSipAddress(NIGHT_SHIFT);
        made.addComponent("ucwa2", second);
        made.getPropertiesComponent().addOverrideProperty("ucwa.password", PASSWORD);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aRouteOfThePageMovesAnEvent(Route route) throws Exception {
        server.invite(BOB).declines();
        String yaml = route.yaml().replace("{{env:UCWA_PASSWORD}}", "{{ucwa.password}}");
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("page.yaml", yaml));
        AdviceWith.adviceWith(context, route.id(), advice -> advice.weaveAddLast().to("mock:out"));
        mock("out").expectedMinimumMessageCount(1);
        context.start();

        server.account("night-shift".equals(route.id()) ? NIGHT_SHIFT : BOT).startConversation("Incident 4711").invite(BOB);

        mock("out").assertIsSatisfied();
    }

    @Test
    void javaAndYamlOfAPageStandSideBySide() {
        for (String page : List.of("docs/spring-boot.md", "docs/quarkus.md", "docs/tooling.md")) {
            Snippets snippets = Snippets.of(page);
            String id = new Route(page, snippets.all("yaml").get(0)).id();
            assertThat(snippets.with("java", "routeId(\"" + id + "\")")).contains("from(\"ucwa:participantInvitation?");
        }
    }

    @Test
    void theCatalogLearnsTheComponentByItsClass() {
        CamelCatalog catalog = new DefaultCamelCatalog();
        assertThat(Snippets.of("docs/tooling.md").with("java", "CamelCatalog")).contains(UcwaComponent.class.getName());

        catalog.addComponent("ucwa", UcwaComponent.class.getName());

        assertThat(catalog.validateEndpointProperties("ucwa:participantInvitation?eventTypes=completed").isSuccess()).isTrue();
        assertThat(catalog.validateEndpointProperties("ucwa:participantInvitation?eventType=completed").getUnknown())
                .containsExactly("eventType");
    }

    private static UcwaConfiguration options(CamelContext context) {
        return context.getComponent("ucwa", UcwaComponent.class).getConfiguration();
    }
}
