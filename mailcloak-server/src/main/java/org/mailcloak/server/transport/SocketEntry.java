package org.mailcloak.server.transport;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailcloak.server.posix.HeldFile;
import org.mailcloak.server.posix.PosixUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of a socket in its folder, before the socket is there.
 *
 * <p>The socket is bound in a hidden folder that no other user can enter, gets its owner, group and mode there, and is then
 * renamed to its place: no client can connect before the access is right, for every umask, and a stale file is replaced
 * without a gap. A file is stale if it is a socket on which no process answers; anything else is left alone and stops the
 * start. The hidden folder has one name for each socket, so that two processes do not open it at once. It is opened
 * without following a link, and used only if it is this process's own.
 */
final class SocketEntry {

    private static final Logger LOG = LoggerFactory.getLogger(SocketEntry.class);

    /** Postfix opens many connections at once when mail comes in bursts. */
    private static final int BACKLOG = 512;

    /** What the JDK allows. */
    private static final int MAX_BYTES = 106;

    private static final String TEMPORARY = "s";

    /** Opening a socket takes milliseconds. */
    private static final Duration ABANDONED = Duration.ofSeconds(10);

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private static final Set<PosixFilePermission> OTHERS_READ = PosixFilePermissions.fromString("rwxr-xr-x");

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_ATTRIBUTE =
            PosixFilePermissions.asFileAttribute(PRIVATE);

    private final Path path;
    private final HeldFile folder;
    private final String name;
    private final String hidden;

    /**
     * @param path as configured
     * @param folder the opened one above it
     */
    SocketEntry(Path path, HeldFile folder) {
        this.path = path;
        this.folder = folder;
        this.name = requireNonNull(path.getFileName()).toString();
        // The same for every process, and short: see requireShort.
        this.hidden = ".mc" + Integer.toString(name.hashCode() & 0xffffff, 36);
    }

    /**
     * A socket that is there.
     *
     * @param fileKey distinguishes its file from any other, as {@link #key} does
     */
    record Bound(ServerSocketChannel channel, @Nullable Object fileKey) {}

    /** Of the file itself, if it is a link. */
    static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** Where the socket's file is. */
    Path file() {
        return folder.at(name);
    }

    /** Whether a process answers on the socket that is there. */
    boolean isAnswered() throws IOException {
        return state() == State.ANSWERED;
    }

    /** @throws ListenException if anything is there but a stale socket */
    void requireFree() throws IOException {
        isStale();
    }

    /**
     * Makes the socket.
     *
     * @throws ListenException if the path is taken, or the access cannot be given
     */
    Bound bind(SocketAccess access) throws IOException {
        boolean stale = isStale();
        requireShort();
        claim();
        try (HeldFile own = openHidden(PRIVATE)) {
            // Once more: it may be another process's by now.
            if (isStale() && stale) {
                LOG.info("Replacing the stale socket {}, on which nobody answers", path);
            }
            return bind(own.at(TEMPORARY), access);
        } finally {
            Files.deleteIfExists(folder.at(hidden));
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // the caller closes the channel; here on failure
    private Bound bind(Path temporary, SocketAccess access) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        boolean done = false;
        try {
            channel.bind(UnixDomainSocketAddress.of(temporary), BACKLOG);
            FileAccess.apply(access, path, temporary);
            Bound bound = new Bound(channel, key(temporary));
            Files.move(temporary, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            done = true;
            return bound;
        } finally {
            if (!done) {
                channel.close();
                Files.deleteIfExists(temporary);
            }
        }
    }

    /**
     * One process at a time opens this socket: of two that find it stale at the same moment, the second would replace the
     * first's, whose clients then wait without end. A process that died on its way is not waited for.
     */
    private void claim() throws IOException {
        try {
            Files.createDirectory(folder.at(hidden), PRIVATE_ATTRIBUTE);
        } catch (FileAlreadyExistsException other) {
            if (!isAbandoned()) {
                throw new ListenException(
                        "Socket " + path + " is in use: another process is opening it at this moment (" + shownHidden()
                                + ")",
                        other);
            }
            try (HeldFile old = openHidden(OTHERS_READ)) {
                Files.deleteIfExists(old.at(TEMPORARY));
            }
            Files.delete(folder.at(hidden));
            Files.createDirectory(folder.at(hidden), PRIVATE_ATTRIBUTE);
        }
    }

    private boolean isAbandoned() throws IOException {
        try {
            Instant since = Files.getLastModifiedTime(folder.at(hidden), LinkOption.NOFOLLOW_LINKS)
                    .toInstant();
            return since.isBefore(Instant.now().minus(ABANDONED));
        } catch (NoSuchFileException done) {
            // The other process has just opened it.
            return false;
        }
    }

    /**
     * The hidden folder, in which only this process's user can change anything.
     *
     * @param most the mode that it has at most
     */
    private HeldFile openHidden(Set<PosixFilePermission> most) throws IOException {
        HeldFile opened = folder.open(hidden);
        boolean fit = false;
        try {
            PosixFileAttributes found = opened.attributes();
            fit = found.isDirectory() && PosixUser.owns(found.owner()) && most.containsAll(found.permissions());
            if (!fit) {
                throw new ListenException("Socket " + path + ": " + shownHidden()
                        + " is no folder of this process's user, or others may write to it; it was left alone."
                        + " Remove it");
            }
            return opened;
        } finally {
            if (!fit) {
                opened.close();
            }
        }
    }

    private Path shownHidden() {
        return path.resolveSibling(hidden);
    }

    /** @throws ListenException if the way through the hidden folder is longer than a socket's path may be */
    void requireShort() {
        Path temporary = folder.at(hidden).resolve(TEMPORARY);
        int bytes = temporary.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new ListenException("Socket " + path + ": the path of its folder is too long by "
                    + (bytes - MAX_BYTES) + " bytes; it is bound as " + temporary
                    + " first, and the path of a socket"
                    + " has at most " + MAX_BYTES);
        }
    }

    private enum State {
        FREE,
        STALE,
        ANSWERED,
        NO_SOCKET
    }

    /**
     * @return whether a socket is there on which no process answers; false if nothing is there
     * @throws ListenException if anything else is there
     */
    private boolean isStale() throws IOException {
        return switch (state()) {
            case FREE -> false;
            case STALE -> true;
            case ANSWERED ->
                throw new ListenException(
                        "Socket " + path + " is in use: a process answers on it. Stop it, or choose another path");
            case NO_SOCKET ->
                throw new ListenException(
                        "Socket " + path
                                + ": something that is no socket is there; it was left alone. Remove it or choose another path");
        };
    }

    private State state() throws IOException {
        try (HeldFile found = folder.open(name)) {
            if (!found.isSocket()) {
                return State.NO_SOCKET;
            }
            return isAnswered(found.path()) ? State.ANSWERED : State.STALE;
        } catch (NoSuchFileException free) {
            return State.FREE;
        }
    }

    private boolean isAnswered(Path file) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // A listener that is alive but does not accept would block the probe once its backlog is full.
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(file));
            return true;
        } catch (ConnectException refused) {
            return false;
        } catch (IOException | IllegalArgumentException failure) {
            throw new ListenException(
                    "Socket " + path + ": cannot tell whether it is in use; it was left alone: " + failure, failure);
        }
    }
}
