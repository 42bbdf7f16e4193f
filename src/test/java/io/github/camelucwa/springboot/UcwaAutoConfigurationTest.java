package io.github.camelucwa.springboot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.camelucwa.UcwaComponent;
import io.github.camelucwa.UcwaConfiguration;
import org.apache.camel.component.log.LogComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What Spring Boot calls, without Spring Boot; the example application runs the whole of it. */
class UcwaAutoConfigurationTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() {
        context.stop();
    }

    @Test
    void optionsAreSetInEverySpellingSpringKnows() {
        UcwaConfiguration c = configured("ucwa", Map.of(
                "camel.component.ucwa.sip-address", "sip:bot@fabrikam.example",
                "camel.component.ucwa.trustedHosts", "*.contoso.example",
                "camel.component.ucwa.poll-timeout", "4m"));

        assertThat(c.getSipAddress()).isEqualTo("sip:bot@fabrikam.example");
        assertThat(c.getTrustedHosts()).isEqualTo("*.contoso.example");
        assertThat(c.getPollTimeout()).isEqualTo(240_000);
    }

    @Test
    void environmentVariablesWork() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
                Map.of("CAMEL_COMPONENT_UCWA_SIPADDRESS", "sip:env@fabrikam.example")));

        assertThat(configured("ucwa", environment).getSipAddress()).isEqualTo("sip:env@fabrikam.example");
    }

    @Test
    void optionsOfTheHttpClientAreCollected() {
        UcwaConfiguration c = configured("ucwa", Map.of(
                "camel.component.ucwa.http.connect-timeout", "5s",
                "camel.component.ucwa.http.proxyHost", "proxy.fabrikam.example"));

        assertThat(c.getHttp()).containsOnly(Map.entry("connectTimeout", "5s"),
                Map.entry("proxyHost", "proxy.fabrikam.example"));
    }

    @Test
    void placeholdersOfCamelAreResolved() {
        context.getPropertiesComponent().addInitialProperty("vault", "s3cret");

        UcwaConfiguration c = configured("ucwa", Map.of("camel.component.ucwa.password", "{{vault}}"));

        assertThat(c.getPassword()).isEqualTo("s3cret");
    }

    @Test
    void beansAreReferredToByName() {
        MemoryStateRepository store = new MemoryStateRepository();
        context.getRegistry().bind("store", store);

        UcwaConfiguration c = configured("ucwa", Map.of("camel.component.ucwa.journal", "#bean:store"));

        assertThat(c.getJournal()).isSameAs(store);
    }

    @Test
    void aSecondComponentHasOptionsOfItsOwn() {
        Map<String, Object> properties = Map.of(
                "camel.component.ucwa.sip-address", "sip:one@fabrikam.example",
                "camel.component.ucwa2.sip-address", "sip:two@fabrikam.example");

        assertThat(configured("ucwa2", properties).getSipAddress()).isEqualTo("sip:two@fabrikam.example");
        assertThat(configured("ucwa", properties).getSipAddress()).isEqualTo("sip:one@fabrikam.example");
    }

    @Test
    void aMisspeltOptionIsRefusedByNameAndKeepsItsValueToItself() {
        assertThatThrownBy(() -> configured("ucwa", Map.of("camel.component.ucwa.pasword", "s3cret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("camel.component.ucwa.pasword")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void otherComponentsAreLeftAlone() {
        ComponentCustomizer customizer = UcwaAutoConfiguration.ucwaComponentCustomizer(new StandardEnvironment());

        assertThat(customizer.isEnabled("log", new LogComponent())).isFalse();
        assertThat(customizer.isEnabled("ucwa", new UcwaComponent())).isTrue();
    }

    @Test
    void withoutCamelsSpringBootTheConfigurationIsInert() {
        try (AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext(UcwaAutoConfiguration.class)) {
            assertThat(spring.getBeansOfType(ComponentCustomizer.class)).isEmpty();
        }
    }

    @Test
    void springBootFindsTheConfiguration() throws IOException {
        try (InputStream imports = UcwaAutoConfiguration.class.getResourceAsStream(
                "/META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports")) {
            assertThat(new String(imports.readAllBytes(), StandardCharsets.UTF_8).trim())
                    .isEqualTo(UcwaAutoConfiguration.class.getName());
        }
    }

    private UcwaConfiguration configured(String name, Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", new LinkedHashMap<>(properties)));
        return configured(name, environment);
    }

    private UcwaConfiguration configured(String name, StandardEnvironment environment) {
        UcwaComponent component = new UcwaComponent(context);
        UcwaAutoConfiguration.ucwaComponentCustomizer(environment).configure(name, component);
        return component.getConfiguration();
    }
}
