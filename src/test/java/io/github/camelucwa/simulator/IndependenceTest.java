package io.github.camelucwa.simulator;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** A server that shared code with the client would share its mistakes. */
class IndependenceTest {

    @Test
    void usesOnlyTheJdkJacksonAndLogging() {
        noClasses().should().dependOnClassesThat().resideOutsideOfPackages("io.github.camelucwa.simulator..", "java..", "javax..", "com.sun.net..",
                "com.fasterxml.jackson..", "org.slf4j..", "org.w3c.dom..", "org.xml.sax..", "org.junit.jupiter.api.extension..")
                .check(simulator());
    }

    private static JavaClasses simulator() {
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            // names are enough, and the classes of the JDK are many
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.github.camelucwa.simulator");
        });
    }
}
