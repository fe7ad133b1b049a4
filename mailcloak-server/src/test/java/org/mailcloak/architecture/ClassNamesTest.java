package org.mailcloak.architecture;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A class name says one thing: in a stack trace, in the log, and to a developer who searches for it. */
class ClassNamesTest {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void topLevelClassesShouldHaveNamesOfTheirOwnInAllModulesAndTests() throws IOException {
        try (Stream<Path> modules = Files.list(CHECKOUT)) {
            Map<String, Set<Path>> files = modules.filter(
                            module -> module.getFileName().toString().startsWith("mailcloak-"))
                    .map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(ClassNamesTest::javaFiles)
                    .collect(groupingBy(
                            file -> file.getFileName().toString(), TreeMap::new, mapping(file -> file, toSet())));

            assertThat(files).hasSizeGreaterThan(1_000);
            assertThat(files.values()).allSatisfy(named -> assertThat(named).hasSize(1));
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file ->
                            file.getFileName().toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
