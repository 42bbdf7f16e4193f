package io.github.camelucwa.examples.springboot;

import java.util.Map;

import io.github.camelucwa.simulator.SimulatedTime;
import io.github.camelucwa.simulator.UcwaSimulator;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/** Starts a simulated Skype for Business Server when no account is configured, and configures an account of it. */
class SimulatedServer implements ApplicationContextInitializer<GenericApplicationContext> {

    static final String BOT = "sip:helpdesk@fabrikam.example";
    private static final String PASSWORD = "only-for-the-simulator";
    private static final String BEAN = "simulator";

    static boolean isPartOf(ApplicationContext context) {
        return context.containsBean(BEAN);
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        if (StringUtils.hasText(context.getEnvironment().getProperty("camel.component.ucwa.sip-address"))) {
            return;
        }
        UcwaSimulator simulator = UcwaSimulator.create().http().user(BOT, PASSWORD).time(SimulatedTime.scaled(10)).start();
        // closed with the beans, which is after Camel has signed out
        context.registerBean(BEAN, UcwaSimulator.class, () -> simulator);
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(BEAN, Map.of(
                "camel.component.ucwa.sip-address", BOT,
                "camel.component.ucwa.password", PASSWORD,
                "camel.component.ucwa.discovery-url", simulator.discoveryUrl(),
                "camel.component.ucwa.allow-insecure", "true",
                "server.port", "0")));
    }
}
