package org.mailcloak.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;

/** The modules, by their packages, and whom each may use. */
enum Module {
    PROTOCOL(12, "org.mailcloak.protocol.."),
    SPI(50, "org.mailcloak.address..", "org.mailcloak.file..", "org.mailcloak.idp", "org.mailcloak.store"),
    CORE(
            80,
            "org.mailcloak.administration..",
            "org.mailcloak.cache..",
            "org.mailcloak.decision..",
            "org.mailcloak.table..",
            "org.mailcloak.mirror.."),
    IDP_SUPPORT(25, "org.mailcloak.attributes..", "org.mailcloak.http..", "org.mailcloak.polling.."),
    RUNTIME(40, "org.mailcloak.config..", "org.mailcloak.plugin.."),
    /** At run time only: nobody may name them, and there need not be any on this class path. */
    PROVIDERS(0, "org.mailcloak.idp.*.."),
    STORE(20, "org.mailcloak.store.sqlite.."),
    SERVER(30, "org.mailcloak.server.."),
    CLI(30, "org.mailcloak.cli.."),
    TESTKIT(10, "org.mailcloak.testkit..");

    private final int atLeast;
    private final String[] packages;

    Module(int atLeast, String... packages) {
        this.atLeast = atLeast;
        this.packages = packages;
    }

    /** Fewer classes mean that the scan did not see the module, and its rules hold by accident. */
    int atLeast() {
        return atLeast;
    }

    Set<Module> mayUse() {
        return switch (this) {
            case PROTOCOL, SPI -> Set.of();
            case CORE, IDP_SUPPORT, TESTKIT -> Set.of(SPI);
            // The store holds the embedded provider, which polls for changes.
            case PROVIDERS, STORE -> Set.of(SPI, IDP_SUPPORT);
            case RUNTIME -> Set.of(SPI, CORE);
            case SERVER -> Set.of(SPI, CORE, RUNTIME, PROTOCOL, STORE);
            case CLI -> Set.of(SPI, CORE, RUNTIME, STORE);
        };
    }

    DescribedPredicate<JavaClass> classes() {
        return JavaClass.Predicates.resideInAnyPackage(packages).as("classes of " + this);
    }
}
