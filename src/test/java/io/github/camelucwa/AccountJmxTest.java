package io.github.camelucwa;

import java.lang.management.ManagementFactory;
import java.util.Set;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** JMX attributes of the consumer: its account's figures. */
class AccountJmxTest extends UcwaTestSupport {

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    @Override
    protected DefaultCamelContext newContext(String name) throws Exception {
        DefaultCamelContext made = new DefaultCamelContext();
        made.getCamelContextExtension().setName("jmx-test");
        made.getShutdownStrategy().setTimeout(10);
        configure(made);
        return made;
    }

    @Test
    void theConsumerShowsItsAccount() throws Exception {
        start(route("ucwa:participantInvitation"));
        ObjectName consumer = consumers().iterator().next();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(beans.getAttribute(consumer, "AccountState")).isEqualTo("connected"));
        assertThat(beans.getAttribute(consumer, "AccountApplication").toString()).startsWith("/ucwa/");
    }

    @Test
    void eventsAreCounted() throws Exception {
        start(route("ucwa:participantInvitation"));
        account().startConversation("Incident 4711").invite("sip:bob@fabrikam.example");
        ObjectName consumer = consumers().iterator().next();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat((Long) beans.getAttribute(consumer, "AccountEvents")).isPositive());
    }

    @Test
    void theProducerShowsItsAccount() throws Exception {
        // Camel names producers in JMX that are services of the context; those of a route's steps it keeps to itself
        context.addService(context.getEndpoint("ucwa:participantInvitation?operation=get").createProducer());
        context.start();
        ObjectName producer = beans.queryNames(new ObjectName("org.apache.camel:context=jmx-test,type=producers,*"), null).stream()
                .findFirst().orElseThrow();
        assertThat(beans.getAttribute(producer, "AccountState")).isEqualTo("idle");
    }

    @Test
    void noNameShowsThePassword() throws Exception {
        start(route("ucwa:participantInvitation?username=bot@fabrikam.example&password=RAW(" + PASSWORD + ")"));
        assertThat(beans.queryNames(new ObjectName("org.apache.camel:context=jmx-test,*"), null).toString()).doesNotContain(PASSWORD)
                .doesNotContain("ss+w");
    }

    private Set<ObjectName> consumers() throws Exception {
        Set<ObjectName> names = beans.queryNames(new ObjectName("org.apache.camel:context=jmx-test,type=consumers,*"), null);
        assertThat(names).hasSize(1);
        return names;
    }
}
