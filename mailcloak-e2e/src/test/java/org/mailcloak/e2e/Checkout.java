package org.mailcloak.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The bundled jars and the sample files of this checkout and the Java that runs them. Surefire's working directory is the module's folder. */
final class Checkout {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private Checkout() {}

    static Path server() {
        return ROOT.resolve("mailcloak-server/target/mailcloak-server.jar");
    }

    static Path launcher() {
        return ROOT.resolve("mailcloak-server/src/main/dist/bin/mailcloak-server");
    }

    static Path ctl() {
        return ROOT.resolve("mailcloak-cli/target/mailcloakctl.jar");
    }

    /** The Keycloak that the build unpacked, if it did. */
    static Optional<Path> keycloak() {
        Path folder = ROOT.resolve("mailcloak-e2e/target/keycloak");
        if (Files.notExists(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.exists(entry.resolve("lib/quarkus-run.jar")))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
