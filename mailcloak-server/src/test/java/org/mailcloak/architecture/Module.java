package org.mailcloak.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;

/** The modules, by their packages, and whom each may use. */
enum Module {
    PROTOCOL(12, "org.mailcloak.protocol.."),
    CORE(
            80,
            "org.mailcloak.address..",
            "org.mailcloak.attributes..",
            "org.mailcloak.cache..",
            "org.mailcloak.config..",
            "org.mailcloak.decision..",
            "org.mailcloak.http..",
            "org.mailcloak.idp",
            "org.mailcloak.map..",
            "org.mailcloak.mirror..",
            "org.mailcloak.plugin..",
            "org.mailcloak.polling..",
            "org.mailcloak.store"),
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
            case PROTOCOL, CORE -> Set.of();
            case PROVIDERS, STORE, TESTKIT -> Set.of(CORE);
            case SERVER -> Set.of(CORE, PROTOCOL, STORE);
            case CLI -> Set.of(CORE, STORE);
        };
    }

    DescribedPredicate<JavaClass> classes() {
        return JavaClass.Predicates.resideInAnyPackage(packages).as("classes of " + this);
    }
}
