package org.mailcloak.store.sqlite;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.store.StoreException;

/**
 * In which folders root makes a database. SQLite opens the file and those beside it by their paths, and follows links; so
 * others than root and the user that the server will be must not be able to put anything in their place. On the way to the
 * folder a sticky one such as {@code /tmp} is fit too, where what leads on belongs to these.
 *
 * <p>A process that is not root has no more rights than the one who could do that, or is that one: it looks at none of this.
 */
final class DatabaseFolder {

    /** As the kernel, MAXSYMLINKS. */
    private static final int MAX_LINKS = 40;

    private static final int STICKY = 01000;
    private static final String ROOT = "root";
    private static final Path STATUS = Path.of("/proc/self/status");

    private final Path database;
    private final Set<String> trusted;

    private DatabaseFolder(Path database, Set<String> trusted) {
        this.database = database;
        this.trusted = trusted;
    }

    /**
     * Looks at the folder if this process is root.
     *
     * @param database need not exist; its folder has to
     * @param users who may write to the folder besides root
     * @throws StoreException if others may; the message says where, and what to do
     */
    static void check(Path database, Set<String> users) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
            return;
        }
        Set<String> trusted = new HashSet<>(users);
        trusted.add(ROOT);
        try {
            if (isRoot()) {
                new DatabaseFolder(database, trusted).walk();
            }
        } catch (IOException e) {
            throw new StoreException("Database " + database + ": its folder cannot be looked at: " + e, e);
        }
    }

    /** By the effective user id; proc(5). */
    private static boolean isRoot() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return System.getProperty("user.name", "").equals(ROOT);
        }
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith("Uid:")) {
                return line.split("\\s+", -1)[2].equals("0");
            }
        }
        return false;
    }

    private void walk() throws IOException {
        Deque<Path> names = new ArrayDeque<>();
        Path here = push(names, database.toAbsolutePath());
        int links = 0;
        while (!names.isEmpty()) {
            Path name = names.removeFirst();
            Path entry = here.resolve(name);
            boolean isLink = Files.isSymbolicLink(entry);
            require(here, entry, names.isEmpty() && !isLink);
            if (!isLink) {
                here = name.toString().equals("..") ? parent(here) : entry;
                continue;
            }
            if (++links > MAX_LINKS) {
                throw refusal("more than " + MAX_LINKS + " links lead to it");
            }
            Path target = Files.readSymbolicLink(entry);
            Path start = push(names, target);
            here = target.isAbsolute() ? start : here;
        }
    }

    private static Path parent(Path folder) {
        Path parent = folder.getParent();
        return parent == null ? folder : parent;
    }

    /** @return where the names start if the path is absolute */
    private static Path push(Deque<Path> names, Path path) {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            String name = path.getName(i).toString();
            if (!name.isEmpty() && !name.equals(".")) {
                names.addFirst(path.getName(i));
            }
        }
        Path root = path.getRoot();
        return root == null ? path : root;
    }

    /** @param last whether the entry is the database, which may be missing, and will have others beside it */
    private void require(Path folder, Path entry, boolean last) throws IOException {
        PosixFileAttributes found = attributes(folder);
        String owner = found.owner().getName();
        if (!trusted.contains(owner)) {
            throw refusal("the folder " + folder + " belongs to " + owner);
        }
        Optional<String> others = othersThatMayWrite(found);
        boolean isKept = !last
                && isSticky(folder)
                && trusted.contains(attributes(entry).owner().getName());
        if (others.isPresent() && !isKept) {
            throw refusal("to the folder " + folder + " " + others.get() + " may write");
        }
    }

    private static boolean isSticky(Path folder) throws IOException {
        return Files.getAttribute(folder, "unix:mode", LinkOption.NOFOLLOW_LINKS) instanceof Integer mode
                && (mode & STICKY) != 0;
    }

    private static PosixFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static Optional<String> othersThatMayWrite(PosixFileAttributes folder) {
        if (folder.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            return Optional.of("everybody");
        }
        String group = folder.group().getName();
        return folder.permissions().contains(PosixFilePermission.GROUP_WRITE) && !group.equals(ROOT)
                ? Optional.of("the group " + group)
                : Optional.empty();
    }

    private StoreException refusal(String why) {
        List<String> names = trusted.stream().sorted().toList();
        return new StoreException("Database " + database + " is not made by root here: " + why
                + ", and could put another file in its place. Make it as the user that the server runs as, such as `runuser -u"
                + " mailcloak -- mailcloakctl --db " + database + " init`, or in a folder to which only "
                + String.join(" and ", names) + " may write");
    }
}
