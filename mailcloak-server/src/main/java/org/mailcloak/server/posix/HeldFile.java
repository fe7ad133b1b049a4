package org.mailcloak.server.posix;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;

/**
 * A file or folder that was reached without following a link, and through which its entries are reached likewise. Held
 * by its path it is what the path says at each use. Held by a descriptor it stays the same file, even if the path
 * changes meanwhile. Paths that lead through a descriptor ({@code /proc/self/fd/7/name}) work in every call of the JDK,
 * in {@code bind} and {@code connect} too. For one thread at a time.
 */
public abstract sealed class HeldFile implements AutoCloseable {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** The sticky bit of st_mode (inode(7)): an entry of the folder may be renamed by its owner and the folder's only. */
    private static final int STICKY = 01000;

    /** S_IFMT and S_IFSOCK. */
    private static final int TYPE = 0170000;

    private static final int SOCKET = 0140000;

    /** By its path. Only where no other user can change what the path means, or where this process is not root. */
    public static HeldFile byPath(Path path) {
        return new ByPath(path);
    }

    /**
     * The root folder, by a descriptor; so is what is opened through it.
     *
     * @throws PrivilegeException if native code cannot be loaded
     * @throws IOException if /proc is not there, without which a descriptor leads nowhere
     */
    public static HeldFile rootByDescriptor() throws IOException {
        if (!Files.isDirectory(DESCRIPTORS)) {
            throw new NoSuchFileException(DESCRIPTORS.toString(), null, "/proc must be mounted for a start as root");
        }
        return ByDescriptor.openRoot();
    }

    /** Where the file itself is; a link of the kernel's if it is held by a descriptor. */
    public abstract Path path();

    /**
     * Opens an entry. A link is opened itself.
     *
     * @param name of the entry, without a slash
     * @throws NoSuchFileException if there is none
     */
    public abstract HeldFile open(String name) throws IOException;

    /** Of the file itself; of the link if it is one. */
    public abstract PosixFileAttributes attributes() throws IOException;

    /** The mode with all its bits, st_mode of inode(7). */
    abstract int mode() throws IOException;

    /** Whether it is a folder whose entries only their owners may rename, though others may make entries. */
    public final boolean isSticky() throws IOException {
        return (mode() & STICKY) != 0;
    }

    public final boolean isSocket() throws IOException {
        return (mode() & TYPE) == SOCKET;
    }

    /** Where an entry is. */
    public final Path at(String name) {
        return path().resolve(name);
    }

    @Override
    public abstract void close();

    private static final class ByPath extends HeldFile {

        private final Path path;

        ByPath(Path path) {
            this.path = path;
        }

        @Override
        public Path path() {
            return path;
        }

        @Override
        public HeldFile open(String name) throws IOException {
            HeldFile entry = new ByPath(path.resolve(name));
            entry.attributes();
            return entry;
        }

        @Override
        public PosixFileAttributes attributes() throws IOException {
            return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        int mode() throws IOException {
            return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static final class ByDescriptor extends HeldFile {

        /** From the headers of Linux; they are the same on every processor that Java runs on but O_NOFOLLOW. */
        private static final int O_CLOEXEC = 0x80000;

        private static final int O_PATH = 0x200000;

        private static final int ENOENT = 2;

        private final LibC libC;
        private final int descriptor;
        private boolean closed;

        private ByDescriptor(LibC libC, int descriptor) {
            this.libC = libC;
            this.descriptor = descriptor;
        }

        static HeldFile openRoot() throws IOException {
            LibC libC = NativeCode.load();
            return new ByDescriptor(libC, open(libC, 0, "/"));
        }

        private static int open(LibC libC, int folder, String name) throws IOException {
            try {
                return libC.openat(folder, name, O_PATH | O_CLOEXEC | noFollow());
            } catch (LastErrorException refused) {
                if (refused.getErrorCode() == ENOENT) {
                    throw (IOException) new NoSuchFileException(name).initCause(refused);
                }
                throw new FileSystemException(name, null, refused.getMessage());
            }
        }

        private static int noFollow() {
            String processor = System.getProperty("os.arch", "");
            return processor.startsWith("aarch64") || processor.startsWith("arm") || processor.startsWith("ppc")
                    ? 0x8000
                    : 0x20000;
        }

        @Override
        public Path path() {
            return DESCRIPTORS.resolve(Integer.toString(descriptor));
        }

        @Override
        public HeldFile open(String name) throws IOException {
            if (name.isEmpty() || name.indexOf('/') >= 0) {
                throw new IllegalArgumentException("expected the name of an entry, found " + name);
            }
            return new ByDescriptor(libC, open(libC, descriptor, name));
        }

        /** The kernel's link leads to the file itself, and no further if that is a link. */
        @Override
        public PosixFileAttributes attributes() throws IOException {
            return Files.readAttributes(path(), PosixFileAttributes.class);
        }

        @Override
        int mode() throws IOException {
            return (Integer) Files.getAttribute(path(), "unix:mode");
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                libC.close(descriptor);
            }
        }
    }
}
