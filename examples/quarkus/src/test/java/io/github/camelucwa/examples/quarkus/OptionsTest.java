package io.github.camelucwa.examples.quarkus;

import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

import io.github.camelucwa.UcwaComponent;
import io.github.camelucwa.UcwaConfiguration;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.apache.camel.CamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code camel.component.ucwa.*} does in Quarkus: the same as in Camel Main. */
@QuarkusTest
@QuarkusTestResource(SimulatedServersResource.class)
@TestProfile(OptionsTest.TwoComponents.class)
class OptionsTest {

    @Inject
    CamelContext camel;
    @Inject
    @Named("store")
    MemoryStateRepository store;

    @Test
    void eachComponentHasItsOwnOptionsAndBeansAreReferredToByName() {
        assertThat(options("ucwa").getSipAddress()).isEqualTo(SimulatedServers.BOT);
        assertThat(options("ucwa").getJournal()).isNull();
        assertThat(options("ucwa2").getSipAddress()).isEqualTo("sip:two@fabrikam.example");
        assertThat(options("ucwa2").getHttp()).containsEntry("connectTimeout", "5s");
        assertThat(options("ucwa2").getJournal()).isSameAs(store);
    }

    private UcwaConfiguration options(String name) {
        return camel.getComponent(name, UcwaComponent.class).getConfiguration();
    }

    /** Properties of the second component. */
    public static class TwoComponents implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> properties = new HashMap<>();
            properties.put("camel.component.ucwa2.sip-address", "sip:two@fabrikam.example");
            properties.put("camel.component.ucwa2.http.connect-timeout", "5s");
            properties.put("camel.component.ucwa2.journal", "#bean:store");
            return properties;
        }
    }

    /** Beans are kept by Quarkus when they have a name. */
    static class Beans {

        @Produces
        @Singleton
        @Named("ucwa2")
        UcwaComponent ucwa2() {
            return new UcwaComponent();
        }

        @Produces
        @Singleton
        @Named("store")
        MemoryStateRepository store() {
            return new MemoryStateRepository();
        }
    }
}
