package org.mailcloak.server.posix;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Loads the C library, by way of JNA's own native part, which JNA unpacks to a file first. */
final class NativeCode {

    /** Set by an operator who knows better where that file is, or may be. */
    private static final List<String> CHOSEN = List.of("jna.tmpdir", "jna.boot.library.path");

    private NativeCode() {}

    /**
     * Loads the C library. By itself JNA unpacks below the home folder, or in a folder with a name that every user can
     * guess. The process may be root, and loads what is in that file, so here it is a folder that no other user can
     * enter, removed at once.
     *
     * @throws PrivilegeException if it cannot be loaded; the message says what to do
     */
    static LibC load() {
        if (CHOSEN.stream().anyMatch(name -> System.getProperty(name) != null)) {
            return load("the place that " + CHOSEN + " name");
        }
        try {
            Path folder = Files.createTempDirectory("mailcloak-jna");
            try {
                System.setProperty("jna.tmpdir", folder.toString());
                return load(folder.toString());
            } finally {
                System.clearProperty("jna.tmpdir");
                remove(folder);
            }
        } catch (IOException failure) {
            throw new PrivilegeException(
                    "No folder can be made for native code: " + failure + "; name another one with"
                            + " -Djava.io.tmpdir=...",
                    failure);
        }
    }

    private static LibC load(String place) {
        try {
            return Native.load("c", LibC.class);
        } catch (LinkageError failure) {
            throw new PrivilegeException(
                    "Native code cannot be loaded from " + place + ": " + failure.getMessage()
                            + "; if that is mounted noexec, name another folder with -Djava.io.tmpdir=...",
                    failure);
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.toList();
        }
        for (Path file : left) {
            Files.delete(file);
        }
        Files.delete(folder);
    }
}
