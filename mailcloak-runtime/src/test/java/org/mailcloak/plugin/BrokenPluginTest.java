package org.mailcloak.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenPluginTest {

    /** Makes one broken jar. */
    @FunctionalInterface
    interface Breakage {
        void writeTo(Path jar) throws IOException;
    }

    @TempDir
    Path folder;

    static Stream<Arguments> breakages() {
        return Stream.of(
                breakage("no zip file", jar -> Files.writeString(jar, "cut off"), "ZipException"),
                breakage("an empty file", Files::createFile, "ZipException: zip file is empty"),
                breakage(
                        "no service line",
                        jar -> new PluginJar()
                                .factory("org.example.Bad", "\"bad\"")
                                .withoutServices()
                                .writeTo(jar),
                        "holds no META-INF/services/org.mailcloak.idp.IdentityProviderFactory"),
                breakage(
                        "a service line without its class",
                        jar -> new PluginJar().service("org.example.Missing").writeTo(jar),
                        "org.example.Missing not found"),
                breakage(
                        "a service line that is no name",
                        jar -> new PluginJar().service("no class name").writeTo(jar),
                        "ServiceConfigurationError"),
                breakage(
                        "a service file of 30 MB",
                        jar -> new PluginJar()
                                .service("#" + " ".repeat(30_000_000))
                                .writeTo(jar),
                        "is longer than 65536 bytes"),
                breakage(
                        "no version of the SPI",
                        jar -> new PluginJar()
                                .factory("org.example.Bad", "\"bad\"")
                                .spi("")
                                .writeTo(jar),
                        "has no line Mailcloak-Spi: expected Mailcloak-Spi: 1"),
                breakage(
                        "another version of the SPI",
                        jar -> new PluginJar()
                                .factory("org.example.Bad", "\"bad\"")
                                .spi("2")
                                .writeTo(jar),
                        "expected Mailcloak-Spi: 1, found 2"),
                breakage(
                        "a version of the SPI that is no number",
                        jar -> new PluginJar()
                                .factory("org.example.Bad", "\"bad\"")
                                .spi("1.x".repeat(30))
                                .writeTo(jar),
                        "found " + "1.x".repeat(13) + "1...; use a release"),
                breakage(
                        "a class that is no factory",
                        jar -> new PluginJar()
                                .service("org.example.Other")
                                .source("org.example.Other", "public class Other {}")
                                .writeTo(jar),
                        "not a subtype"),
                breakage(
                        "a constructor that throws",
                        jar -> new PluginJar()
                                .factory(
                                        "org.example.Bad",
                                        "\"bad\"",
                                        "{ if (true) throw new RuntimeException(\"no\"); }")
                                .writeTo(jar),
                        "could not be instantiated (java.lang.RuntimeException: no)"),
                breakage(
                        "a class for a later Java",
                        jar -> new PluginJar()
                                .factory("org.example.Bad", "\"bad\"")
                                .majorVersion(120)
                                .writeTo(jar),
                        "UnsupportedClassVersionError"),
                breakage(
                        "a method that is gone",
                        jar -> new PluginJar()
                                .factory(
                                        "org.example.Bad",
                                        "gone()",
                                        "String gone() { throw new NoSuchMethodError(\"x\"); }")
                                .writeTo(jar),
                        "NoSuchMethodError: x"),
                breakage(
                        "a static initialiser that throws",
                        jar -> new PluginJar()
                                .factory("org.example.Bad", "\"bad\"", "static int zero = 1 / Integer.parseInt(\"0\");")
                                .writeTo(jar),
                        "ArithmeticException"),
                breakage(
                        "an id that throws",
                        jar -> new PluginJar()
                                .factory("org.example.Bad", "String.valueOf(1 / Integer.parseInt(\"0\"))")
                                .writeTo(jar),
                        "ArithmeticException: / by zero"));
    }

    private static Arguments breakage(String name, Breakage breakage, String reason) {
        return Arguments.of(name, breakage, reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breakages")
    void brokenJarShouldBeNamedAndTakeNoOtherDown(String name, Breakage breakage, String reason) throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        breakage.writeTo(plugins.resolve("bad.jar"));
        new PluginJar().factory("org.example.good.Good", "\"good\"").writeTo(plugins.resolve("good.jar"));

        try (ProviderRegistry registry = ProviderRegistry.open(Optional.of(plugins), folder)) {
            assertThat(registry.require("good").id()).isEqualTo("good");
            assertThat(registry.broken()).hasSize(1);
            assertThat(registry.broken().get(0).jar()).isEqualTo("bad.jar");
            assertThat(registry.broken().get(0).reason()).contains(reason).doesNotContain("\n");
        }
    }
}
