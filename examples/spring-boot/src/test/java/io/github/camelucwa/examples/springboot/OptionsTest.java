package io.github.camelucwa.examples.springboot;

import io.github.camelucwa.UcwaComponent;
import io.github.camelucwa.UcwaConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What {@code camel.component.ucwa.*} does in Spring Boot: the same as in Camel Main. */
class OptionsTest {

    @Test
    void eachComponentHasItsOwnOptionsAndBeansAreReferredToByName() {
        try (ConfigurableApplicationContext context = run(
                "--camel.component.ucwa.sip-address=sip:one@fabrikam.example",
                "--camel.component.ucwa2.sip-address=sip:two@fabrikam.example",
                "--camel.component.ucwa2.http.connect-timeout=5s",
                "--camel.component.ucwa2.journal=#bean:store")) {

            assertThat(options(context, "ucwa").getSipAddress()).isEqualTo("sip:one@fabrikam.example");
            assertThat(options(context, "ucwa").getJournal()).isNull();
            assertThat(options(context, "ucwa2").getSipAddress()).isEqualTo("sip:two@fabrikam.example");
            assertThat(options(context, "ucwa2").getHttp()).containsEntry("connectTimeout", "5s");
            assertThat(options(context, "ucwa2").getJournal()).isSameAs(context.getBean("store"));
        }
    }

    @Test
    void aMisspeltOptionFailsWithItsName() {
        try (ConfigurableApplicationContext context = run("--camel.component.ucwa.sip-adress=sip:one@fabrikam.example")) {
            assertThatThrownBy(() -> options(context, "ucwa")).hasStackTraceContaining("camel.component.ucwa.sip-adress");
        }
    }

    private static UcwaConfiguration options(ConfigurableApplicationContext context, String name) {
        return context.getBean(CamelContext.class).getComponent(name, UcwaComponent.class).getConfiguration();
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        return new SpringApplicationBuilder(Beans.class).web(WebApplicationType.NONE)
                .properties("spring.config.name=none", "spring.artemis.mode=native", "spring.main.banner-mode=off",
                        "logging.level.root=warn").run(arguments);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Beans {

        @Bean
        UcwaComponent ucwa2() {
            return new UcwaComponent();
        }

        @Bean
        StateRepository<String, String> store() {
            return new MemoryStateRepository();
        }
    }
}
