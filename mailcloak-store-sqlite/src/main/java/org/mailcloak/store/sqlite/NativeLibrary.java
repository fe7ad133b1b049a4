package org.mailcloak.store.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * The native part of SQLite's driver. The driver unpacks it into the folder for temporary files anew in each process, unless
 * the system property {@code org.sqlite.lib.path} names a folder that has it.
 */
public final class NativeLibrary {

    private NativeLibrary() {}

    /**
     * Unpacks the library for this machine, and loads it to see whether it may be loaded from there.
     *
     * @param folder gets the file, under the name that the driver looks for
     * @return the file; empty, and nothing is left, if there is none for this machine or the folder is on a file system
     *     from which no programs may be run
     */
    public static Optional<Path> unpack(Path folder) throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        Path library = folder.toAbsolutePath().resolve(name);
        try (InputStream packed =
                NativeLibrary.class.getResourceAsStream(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name)) {
            if (packed == null) {
                return Optional.empty();
            }
            Files.copy(packed, library, StandardCopyOption.REPLACE_EXISTING);
            System.load(library.toString());
            return Optional.of(library);
        } catch (UnsatisfiedLinkError notFromHere) {
            Files.delete(library);
            return Optional.empty();
        }
    }
}
