package io.github.camelucwa.springboot;

import java.util.Map;

import io.github.camelucwa.UcwaComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.StringHelper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Sets the options of {@code ucwa} components from Spring's {@code camel.component.<name>.*}. Camel Main and Quarkus do so by
 * themselves; in Spring Boot such properties would be ignored without a word.
 */
@AutoConfiguration(afterName = UcwaAutoConfiguration.CAMEL)
@ConditionalOnClass(name = UcwaAutoConfiguration.CAMEL)
public class UcwaAutoConfiguration {

    /** By name, since applications without Spring Boot's Camel must be able to do without the class. */
    static final String CAMEL = "org.apache.camel.spring.boot.CamelAutoConfiguration";

    /**
     * Configures each {@link UcwaComponent} when it is added to the Camel context, by the name it has there.
     *
     * @param environment of the application
     */
    @Bean
    public static ComponentCustomizer ucwaComponentCustomizer(Environment environment) {
        return new Customizer(environment);
    }

    private static final class Customizer implements ComponentCustomizer {

        private final Environment environment;

        Customizer(Environment environment) {
            this.environment = environment;
        }

        @Override
        public boolean isEnabled(String name, Component target) {
            return target instanceof UcwaComponent;
        }

        @Override
        public void configure(String name, Component target) {
            // the generated configurer is there only from then on
            ServiceHelper.initService(target);
            String prefix = "camel.component." + name + ".";
            options(name).forEach((key, value) -> set(target, prefix, key, value));
        }

        private Map<String, String> options(String name) {
            return Binder.get(environment).bind("camel.component." + StringHelper.camelCaseToDash(name),
                    Bindable.mapOf(String.class, String.class)).orElseGet(Map::of);
        }

        private static void set(Component target, String prefix, String key, String value) {
            CamelContext context = target.getCamelContext();
            PropertyConfigurer configurer = target.getComponentPropertyConfigurer();
            // not withMandatory: its exception repeats the value, and a misspelt "pasword" would be shown to everybody
            boolean known = PropertyBindingSupport.build().withConfigurer(configurer).withIgnoreCase(true)
                    .bind(context, target, StringHelper.dashToCamelCase(key), value);
            if (!known) {
                throw new IllegalArgumentException("Unknown option " + prefix + key
                        + ": the component has no such option; docs/spring-boot.md says which there are");
            }
        }
    }
}
