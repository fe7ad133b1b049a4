package org.mailcloak.e2e.env;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The bundled jars and the sample files of this checkout and the Java that runs them. Surefire's working directory is the module's folder. */
public final class Checkout {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final Path SERVER = ROOT.resolve("mailcloak-server/target/mailcloak-server.jar");
    private static final Path CTL = ROOT.resolve("mailcloak-cli/target/mailcloakctl.jar");
    private static final Path PLUGIN = ROOT.resolve("docs/examples/idp-static/target/mailcloak-idp-static.jar");

    private Checkout() {}

    public static Path server() {
        return made(SERVER);
    }

    public static Path launcher() {
        return ROOT.resolve("mailcloak-server/src/main/dist/bin/mailcloak-server");
    }

    public static Path ctl() {
        return made(CTL);
    }

    /** The example of a plugin. */
    public static Path plugin() {
        return made(PLUGIN);
    }

    private static Path made(Path jar) {
        if (Files.notExists(jar)) {
            throw new IllegalStateException(jar + " is not built; run mvn package");
        }
        return jar;
    }

    /** The Keycloak that the build unpacked, if it did. */
    public static Optional<Path> keycloak() {
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

    public static Path samples() {
        return ROOT.resolve("docs/configs");
    }

    public static boolean built() {
        return Files.exists(SERVER) && Files.exists(CTL);
    }

    /** For conditions: where the tests are required, a missing jar fails them instead. */
    public static boolean builtOrRequired() {
        return built() || RealServers.areRequired();
    }

    /** The same of {@link #plugin()} too. */
    public static boolean pluginBuiltOrRequired() {
        return (built() && Files.exists(PLUGIN)) || RealServers.areRequired();
    }

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
