package org.mailcloak.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** The bundled jars and the sample files of this checkout and the Java that runs them. Surefire's working directory is the module's folder. */
final class Checkout {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private Checkout() {}

    static Path server() {
        return ROOT.resolve("mailcloak-server/target/mailcloak-server.jar");
    }

    static Path ctl() {
        return ROOT.resolve("mailcloak-cli/target/mailcloakctl.jar");
    }

    static Path samples() {
        return ROOT.resolve("docs/configs");
    }

    static boolean built() {
        return Files.exists(server()) && Files.exists(ctl());
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
