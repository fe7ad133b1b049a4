package org.mailcloak.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the plugins are.
 *
 * @param path the directory
 * @param required whether it is an error that it does not exist
 */
record PluginDirectory(Path path, boolean required) {

    /** What is wrong with the directory itself, if anything is. */
    Optional<String> fault() {
        if (Files.isDirectory(path)) {
            return Files.isReadable(path) ? Optional.empty() : Optional.of(path + ": permission denied");
        }
        if (Files.exists(path)) {
            return Optional.of(path + ": expected a directory");
        }
        return required ? Optional.of(path + ": no such directory") : Optional.empty();
    }

    /** The jars, by name. Hidden files, such as an unfinished upload, are not looked at. */
    List<Path> jars() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(PluginDirectory::isJar).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the plugins in " + path, e);
        }
    }

    private static boolean isJar(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".jar") && !name.startsWith(".") && Files.isRegularFile(file);
    }
}
