package org.mailcloak.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** The bundled jars of this build and the Java that runs them. Surefire's working directory is the module's folder. */
final class Jars {

    private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

    private Jars() {}

    static Path server() {
        return CHECKOUT.resolve("mailcloak-server/target/mailcloak-server.jar");
    }

    static Path ctl() {
        return CHECKOUT.resolve("mailcloak-cli/target/mailcloakctl.jar");
    }

    static boolean built() {
        return Files.exists(server()) && Files.exists(ctl());
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
