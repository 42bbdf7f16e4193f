package io.github.camelucwa;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The floors of the house: who may know whom. */
@AnalyzeClasses(packages = "io.github.camelucwa", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.camelucwa";

    @ArchTest
    static final ArchRule packagesFormNoCircle = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule importsPointDownwards = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("component").definedBy(ROOT)
            .layer("ops").definedBy(ROOT + ".ops..")
            .layer("account").definedBy(ROOT + ".account..")
            .layer("channel").definedBy(ROOT + ".channel..")
            .layer("http").definedBy(ROOT + ".http..")
            .layer("wire").definedBy(ROOT + ".wire..")
            .layer("model").definedBy(ROOT + ".model..")
            .whereLayer("component").mayNotBeAccessedByAnyLayer()
            .whereLayer("ops").mayOnlyBeAccessedByLayers("component")
            .whereLayer("account").mayOnlyBeAccessedByLayers("component", "ops")
            .whereLayer("channel").mayOnlyBeAccessedByLayers("component", "ops", "account")
            .whereLayer("http").mayOnlyBeAccessedByLayers("component", "ops", "account", "channel")
            .whereLayer("wire").mayOnlyBeAccessedByLayers("component", "account", "channel", "http");

    @ArchTest
    static final ArchRule protocolKnowsNoCamel = noClasses()
            .that().resideInAnyPackage(ROOT + ".account..", ROOT + ".channel..", ROOT + ".http..", ROOT + ".wire..", ROOT + ".model..")
            .should().dependOnClassesThat().resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule onlyHttpKnowsTheHttpClient = noClasses()
            .that().resideOutsideOfPackage(ROOT + ".http..").and().haveSimpleNameNotStartingWith("HttpClients")
            .should().dependOnClassesThat().resideInAPackage("org.apache.hc..");

    @ArchTest
    static final ArchRule onlyWireParses = noClasses()
            .that().resideOutsideOfPackages(ROOT + ".wire..", ROOT + ".simulator..")
            .should().dependOnClassesThat().resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..",
                    "javax.xml..");

    @ArchTest
    static final ArchRule nobodyNeedsTheSimulator = noClasses()
            .that().resideOutsideOfPackage(ROOT + ".simulator..")
            .should().dependOnClassesThat().resideInAPackage(ROOT + ".simulator..");

    @ArchTest
    static final ArchRule theSimulatorStandsAlone = noClasses()
            .that().resideInAPackage(ROOT + ".simulator..")
            .should().dependOnClassesThat().resideInAnyPackage("org.apache.hc..", "org.apache.camel..", ROOT + ".http..",
                    ROOT + ".channel..", ROOT + ".account..", ROOT + ".ops..");
}
