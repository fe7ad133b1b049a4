package org.mailcloak.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailcloak.cache.NonBlockingLookups;
import org.mailcloak.server.handler.Protocol;

/** The arrows between the modules and rooms, over the compiled classes of all modules. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.mailcloak");

    private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("org.mailcloak..");

    /** Packages that know mail, and neither files nor networks. */
    private static final String[] PURE_ROOMS = {
        "org.mailcloak.address..",
        "org.mailcloak.attributes..",
        "org.mailcloak.decision..",
        "org.mailcloak.table..",
        "org.mailcloak.idp",
        "org.mailcloak.store",
        "org.mailcloak.cache..",
        "org.mailcloak.mirror.."
    };

    /** Values that stand in packages of I/O and do none. */
    private static final DescribedPredicate<JavaClass> VALUES = JavaClass.Predicates.belongToAnyOf(
            Serializable.class,
            ByteArrayOutputStream.class,
            UncheckedIOException.class,
            IDN.class,
            URI.class,
            URISyntaxException.class);

    private static final DescribedPredicate<JavaClass> INPUT_OUTPUT = resideInAnyPackage(
                    "java.io", "java.net..", "java.nio.channels..", "java.sql..", "javax.sql..", "javax.net..")
            .or(JavaClass.Predicates.belongToAnyOf(Files.class))
            .and(not(VALUES))
            .as("classes that do I/O");

    @ParameterizedTest
    @EnumSource
    void scanShouldSeeTheWholeModule(Module module) {
        assertThat(CLASSES.that(module.classes())).hasSizeGreaterThanOrEqualTo(module.atLeast());
    }

    @Test
    void everyClassShouldBelongToExactlyOneModule() {
        assertThat(CLASSES)
                .allSatisfy(type -> assertThat(Stream.of(Module.values())
                                .filter(module -> module.classes().test(type)))
                        .as("modules of " + type.getName())
                        .hasSize(1));
    }

    @ParameterizedTest
    @EnumSource
    void moduleShouldUseOnlyTheModulesThatItMay(Module module) {
        DescribedPredicate<JavaClass> allowed =
                module.mayUse().stream().map(Module::classes).reduce(module.classes(), (one, other) -> one.or(other));

        noClasses()
                .that(module.classes())
                .should()
                .dependOnClassesThat(OURS.and(not(allowed)).as("classes beyond " + module.mayUse()))
                .allowEmptyShould(module.atLeast() == 0)
                .check(CLASSES);
    }

    @Test
    void protocolShouldUseNothingButTheJdk() {
        classes()
                .that(Module.PROTOCOL.classes())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("org.mailcloak.protocol..", "java..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void protocolShouldDoNoInputOrOutput() {
        noClasses()
                .that(Module.PROTOCOL.classes())
                .should()
                .dependOnClassesThat(INPUT_OUTPUT)
                .check(CLASSES);
    }

    @Test
    void pureRoomsShouldDoNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE_ROOMS)
                .should()
                .dependOnClassesThat(INPUT_OUTPUT)
                .check(CLASSES);
    }

    @Test
    void configurationShouldReadFilesInOnePlaceOnly() {
        noClasses()
                .that()
                .resideInAPackage("org.mailcloak.config..")
                .and()
                .doNotHaveSimpleName("TextFile")
                .should()
                .dependOnClassesThat(INPUT_OUTPUT)
                .check(CLASSES);
    }

    @Test
    void rulesShouldNeitherLogNorStartThreads() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.mailcloak.address..",
                        "org.mailcloak.decision..",
                        "org.mailcloak.table..",
                        "org.mailcloak.store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.slf4j..", "java.util.concurrent", "java.util.concurrent.locks..", "java.util.logging..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, System.Logger.class)
                .check(CLASSES);
    }

    @Test
    void rulesShouldNotKnowTheTime() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.mailcloak.address..",
                        "org.mailcloak.decision..",
                        "org.mailcloak.table..",
                        "org.mailcloak.store",
                        "org.mailcloak.cache..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, LocalDate.class, LocalDateTime.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(CLASSES);
    }

    @Test
    void socketsShouldNotKnowWhatTheBytesMean() {
        noClasses()
                .that()
                .resideInAPackage("org.mailcloak.server.transport..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.mailcloak.server.handler..",
                        "org.mailcloak.protocol.*..",
                        "org.mailcloak.decision..",
                        "org.mailcloak.table..",
                        "org.mailcloak.idp..",
                        "org.mailcloak.store..",
                        "org.mailcloak.cache..")
                .check(CLASSES);
    }

    /** So a protocol is added by a registration and its own package. */
    @Test
    void protocolsShouldBeNamedInOneListOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.mailcloak.server", "org.mailcloak.server.transport..", "org.mailcloak.server.control..")
                .and()
                .doNotHaveSimpleName("Protocols")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.assignableTo(Protocol.class)
                        .and(not(type(Protocol.class)))
                        .or(JavaClass.Predicates.simpleName("CodecHandler"))
                        .or(JavaClass.Predicates.simpleName("PolicyService"))
                        .or(JavaClass.Predicates.simpleName("LookupService")))
                .check(CLASSES);
    }

    @Test
    void httpShouldBeUsedByProvidersOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.mailcloak.http..", "org.mailcloak.idp.*..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.mailcloak.http..", "org.apache.hc..", "java.net.http..")
                .check(CLASSES);
    }

    @Test
    void jettyShouldBeKnownInOneRoomOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.mailcloak.server.http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(CLASSES);
    }

    @Test
    void prometheusShouldBeKnownInOneRoomOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.mailcloak.server.metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.prometheus..")
                .check(CLASSES);
    }

    @Test
    void endpointsShouldAskTheRulesOnly() {
        noClasses()
                .that()
                .resideInAPackage("org.mailcloak.server.handler..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "org.mailcloak.store.sqlite..", "org.mailcloak.cache..", "org.mailcloak.plugin..")
                        .and(not(type(NonBlockingLookups.class))))
                .check(CLASSES);
    }

    @Test
    void packagesShouldBeFreeOfCycles() {
        slices().matching("org.mailcloak.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void classesShouldBeFreeOfCycles() {
        assertThat(ClassCycles.in(CLASSES)).isEmpty();
    }

    @Test
    void classCyclesShouldBeFoundWhenTwoClassesUseEachOther() {
        JavaClasses both = new ClassFileImporter().importClasses(CycleOne.class, CycleTwo.class, ClassCycles.class);

        assertThat(ClassCycles.in(both)).containsExactly(Set.of(CycleOne.class.getName(), CycleTwo.class.getName()));
    }

    @Test
    void everyPackageShouldBeNullMarked() {
        List<JavaPackage> packages =
                CLASSES.stream().map(JavaClass::getPackage).distinct().toList();

        assertThat(packages)
                .hasSizeGreaterThan(15)
                .allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class))
                        .as(each.getName() + " is @NullMarked")
                        .isTrue());
    }

    @Test
    void standardStreamsShouldBeUsedByTheCommandsOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.mailcloak.cli..", "org.mailcloak.server.demo..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }

    @Test
    void logShouldGoThroughOneApi() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CLASSES);
    }

    @Test
    void namesShouldSayWhatAClassIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .resideInAnyPackage("..util..", "..common..", "..helper..", "..manager..", "..impl..")
                .check(CLASSES);
    }
}
