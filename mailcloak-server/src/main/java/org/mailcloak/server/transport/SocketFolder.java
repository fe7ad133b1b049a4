package org.mailcloak.server.transport;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.mailcloak.server.posix.HeldFile;
import org.mailcloak.server.posix.PosixUser;

/**
 * Opens the folder of a socket. A process that is root gives away what it makes, so it has to be sure where it makes it:
 *
 * <ul>
 *   <li>The folder may be written to by root, by the socket's owner and by the user that the process will become, and by
 *       no other user: not by a group, and not by all users, sticky or not. Otherwise it is refused.
 *   <li>A link on the way is followed only where none but root could have put it.
 *   <li>Unless none but root can write to any folder on the way, the folder is held by a descriptor from then on, so that
 *       a folder that takes its place has no effect.
 * </ul>
 *
 * <p>A process that is not root can give nothing away; its folder is taken by its path.
 */
final class SocketFolder {

    /** As the kernel, MAXSYMLINKS. */
    private static final int MAX_LINKS = 40;

    private static final String ROOT = "0";

    private final Path socket;
    private final Set<UserPrincipal> trusted;
    private final UserPrincipal root;
    private final Deque<String> names = new ArrayDeque<>();
    private boolean rootAlone = true;
    private int links;

    private SocketFolder(Path socket, Set<String> trusted) throws IOException {
        this.socket = socket;
        this.root = user(ROOT);
        this.trusted = new HashSet<>(Set.of(root));
        for (String name : trusted) {
            this.trusted.add(user(name));
        }
    }

    /**
     * Opens the folder of this socket.
     *
     * @param access to the socket, and the user that the process will become
     * @return the folder, to be closed
     * @throws ListenException if it is missing, or other users may write to it; the message says what to do
     * @throws org.mailcloak.server.posix.PrivilegeException if native code is needed and cannot be loaded
     */
    static HeldFile open(Path socket, SocketAccess access) {
        Path folder = folder(socket);
        if (!Files.isDirectory(folder)) {
            throw new ListenException("Socket " + socket + ": the folder " + folder
                    + (Files.exists(folder) ? " is no folder" : " does not exist")
                    + "; make it, or choose another path");
        }
        if (!PosixUser.isRoot()) {
            return HeldFile.byPath(folder);
        }
        try {
            SocketFolder byPath = new SocketFolder(socket, access.folderUsers());
            HeldFile found = byPath.walk(HeldFile.byPath(Path.of("/")), folder);
            return byPath.rootAlone
                    ? found
                    : new SocketFolder(socket, access.folderUsers()).walk(HeldFile.rootByDescriptor(), folder);
        } catch (IOException failure) {
            throw new ListenException(
                    "Socket " + socket + ": the folder " + folder + " cannot be opened: " + failure, failure);
        }
    }

    private static Path folder(Path socket) {
        Path folder = socket.toAbsolutePath().getParent();
        if (folder == null) {
            throw new ListenException("Socket " + socket + ": expected the path of a file in a folder");
        }
        return folder;
    }

    private UserPrincipal user(String name) throws IOException {
        try {
            return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
        } catch (UserPrincipalNotFoundException unknown) {
            throw new ListenException("Socket " + socket + ": this system has no user or group " + name, unknown);
        }
    }

    /** @param start the root folder; closed on the way */
    private HeldFile walk(HeldFile start, Path folder) throws IOException {
        push(folder);
        HeldFile here = start;
        boolean done = false;
        try {
            while (!names.isEmpty()) {
                HeldFile above = here;
                here = step(above, names.removeFirst(), start);
                if (here != above && above != start) {
                    above.close();
                }
            }
            requireTrusted(here, folder);
            done = true;
            return here;
        } finally {
            if (here != start) {
                start.close();
            }
            if (!done) {
                here.close();
            }
        }
    }

    /** @return the folder of this name; the same as before, or the root folder, if it is a link, which goes to the names */
    private HeldFile step(HeldFile here, String name, HeldFile start) throws IOException {
        HeldFile next = here.open(name);
        boolean taken = false;
        try {
            PosixFileAttributes found = next.attributes();
            boolean roots = isStable(here, found);
            if (found.isSymbolicLink()) {
                if (!roots) {
                    throw refusal("its path leads through the link " + name
                            + ", which others than root could have put there; write the path without links");
                }
                return follow(here, name, start);
            }
            if (!found.isDirectory()) {
                throw new NotDirectoryException(name);
            }
            rootAlone &= roots;
            taken = true;
            return next;
        } finally {
            if (!taken) {
                next.close();
            }
        }
    }

    private HeldFile follow(HeldFile here, String name, HeldFile start) throws IOException {
        if (++links > MAX_LINKS) {
            throw new FileSystemException(name, null, "more than " + MAX_LINKS + " links on the way");
        }
        Path target = Files.readSymbolicLink(here.at(name));
        push(target);
        return target.isAbsolute() ? start : here;
    }

    private void push(Path path) {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            String name = path.getName(i).toString();
            if (!name.isEmpty()) {
                names.addFirst(name);
            }
        }
    }

    /** Whether none but root can put something else in place of an entry of this folder. */
    private boolean isStable(HeldFile folder, PosixFileAttributes entry) throws IOException {
        PosixFileAttributes found = folder.attributes();
        return found.owner().equals(root)
                && (othersThatMayWrite(found).isEmpty()
                        || (folder.isSticky() && entry.owner().equals(root)));
    }

    private void requireTrusted(HeldFile folder, Path configured) throws IOException {
        PosixFileAttributes found = folder.attributes();
        if (!trusted.contains(found.owner())) {
            throw refusal(
                    "the folder " + configured + " belongs to " + found.owner().getName());
        }
        Optional<String> others = othersThatMayWrite(found);
        if (others.isPresent()) {
            throw refusal("to the folder " + configured + " " + others.get() + " may write");
        }
        rootAlone &= found.owner().equals(root);
    }

    private static Optional<String> othersThatMayWrite(PosixFileAttributes folder) {
        Set<PosixFilePermission> mode = folder.permissions();
        if (mode.contains(PosixFilePermission.OTHERS_WRITE)) {
            return Optional.of("everybody");
        }
        return mode.contains(PosixFilePermission.GROUP_WRITE)
                        && !folder.group().getName().equals("root")
                ? Optional.of("the group " + folder.group().getName())
                : Optional.empty();
    }

    private ListenException refusal(String why) {
        return new ListenException(
                "Socket " + socket + ": " + why + ". A socket that root makes needs a folder to which only"
                        + " root, the socket's owner and daemon.user may write: give the folder to one of them with a mode such as"
                        + " 0710 or 0755, name its owner in sockets.socket_owner_user, choose another folder, or do not start as"
                        + " root");
    }
}
