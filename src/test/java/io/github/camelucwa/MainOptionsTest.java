package io.github.camelucwa;

import java.util.Map;

import org.apache.camel.main.Main;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What {@code camel.component.ucwa.*} does in Camel Main. Tests of the examples say the same of Spring Boot and Quarkus. */
class MainOptionsTest {

    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void optionsAreSetInCamelCaseAndWithDashes() {
        start(Map.of("camel.component.ucwa.sipAddress", "sip:one@fabrikam.example",
                "camel.component.ucwa.poll-timeout", "4m"));

        assertThat(options("ucwa").getSipAddress()).isEqualTo("sip:one@fabrikam.example");
        assertThat(options("ucwa").getPollTimeout()).isEqualTo(240_000);
    }

    @Test
    void eachComponentHasItsOwnOptionsAndBeansAreReferredToByName() {
        MemoryStateRepository store = new MemoryStateRepository();
        main.bind("store", store);
        start(Map.of("camel.component.ucwa.sipAddress", "sip:one@fabrikam.example",
                "camel.beans.ucwa2", "#class:io.github.camelucwa.UcwaComponent",
                "camel.component.ucwa2.sipAddress", "sip:two@fabrikam.example",
                "camel.component.ucwa2.http.connectTimeout", "5s",
                "camel.component.ucwa2.journal", "#bean:store"));

        assertThat(options("ucwa").getSipAddress()).isEqualTo("sip:one@fabrikam.example");
        assertThat(options("ucwa").getJournal()).isNull();
        assertThat(options("ucwa2").getSipAddress()).isEqualTo("sip:two@fabrikam.example");
        assertThat(options("ucwa2").getHttp()).containsEntry("connectTimeout", "5s");
        assertThat(options("ucwa2").getJournal()).isSameAs(store);
    }

    @Test
    void aMisspeltOptionFailsWithItsName() {
        Map<String, String> misspelt = Map.of("camel.component.ucwa.sipAdress", "sip:one@fabrikam.example");

        assertThatThrownBy(() -> start(misspelt)).hasStackTraceContaining("camel.component.ucwa.sipAdress");
    }

    private void start(Map<String, String> properties) {
        properties.forEach(main::addInitialProperty);
        main.configure().withAutoConfigurationEnvironmentVariablesEnabled(false);
        main.start();
    }

    private UcwaConfiguration options(String name) {
        return main.getCamelContext().getComponent(name, UcwaComponent.class).getConfiguration();
    }
}
