package org.mailcloak.server.listen;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listening Unix domain socket and its file.
 *
 * <p>The socket is bound in a folder that nobody else can enter, gets its owner, group and mode there, and is then
 * renamed to its path: nobody can connect before the access is right, whatever the umask, and a stale file is replaced
 * without a gap. A file is stale if it is a socket on which nobody answers; anything else at the path is left alone and
 * stops the start. The folder has one name for each socket, so that two processes do not open it at once.
 */
final class SocketFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SocketFile.class);

    /** Postfix opens many connections at once when mail comes in bursts. */
    private static final int BACKLOG = 512;

    /** What the JDK allows. */
    private static final int MAX_OCTETS = 106;

    private static final String TEMPORARY = "s";

    /** Opening a socket takes milliseconds. */
    private static final Duration ABANDONED = Duration.ofSeconds(10);

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path path;
    private final ServerSocketChannel channel;
    private final @Nullable Object fileKey;

    private SocketFile(Path path, ServerSocketChannel channel, @Nullable Object fileKey) {
        this.path = path;
        this.channel = channel;
        this.fileKey = fileKey;
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /** @throws ListenException if the path is taken, or the socket or its access cannot be made */
    static SocketFile bind(Path path, SocketAccess access) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ListenException("Socket " + path + ": the folder " + folder + " does not exist");
        }
        boolean stale = isStale(path);
        Path hidden = path.resolveSibling(hiddenName(path));
        Path temporary = hidden.resolve(TEMPORARY);
        refuseIfTooLong(path, temporary);
        try {
            claim(path, hidden);
            try {
                // Once more: it may be another process's by now.
                if (isStale(path) && stale) {
                    LOG.info("Replacing the stale socket {}, on which nobody answers", path);
                }
                return bind(path, temporary, access);
            } finally {
                Files.deleteIfExists(hidden);
            }
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException failure) {
            throw new ListenException("Socket " + path + " cannot be opened: " + failure, failure);
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // the channel is closed by close() of the result, or here on failure
    private static SocketFile bind(Path path, Path temporary, SocketAccess access) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        boolean done = false;
        try {
            channel.bind(UnixDomainSocketAddress.of(temporary), BACKLOG);
            FileAccess.apply(access, path, temporary);
            Object key = key(temporary);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            done = true;
            return new SocketFile(path, channel, key);
        } finally {
            if (!done) {
                channel.close();
                Files.deleteIfExists(temporary);
            }
        }
    }

    /**
     * One process at a time opens this socket: of two that find it stale at the same moment, the second would replace the
     * first's, whose clients then wait for ever. A process that died on its way is not waited for.
     */
    private static void claim(Path path, Path hidden) throws IOException {
        try {
            Files.createDirectory(hidden, PRIVATE);
        } catch (FileAlreadyExistsException other) {
            if (!isAbandoned(hidden)) {
                throw new ListenException(
                        "Socket " + path + " is in use: another process is opening it at this moment (" + hidden + ")",
                        other);
            }
            Files.deleteIfExists(hidden.resolve(TEMPORARY));
            Files.delete(hidden);
            Files.createDirectory(hidden, PRIVATE);
        }
    }

    private static boolean isAbandoned(Path hidden) throws IOException {
        try {
            Instant since =
                    Files.getLastModifiedTime(hidden, LinkOption.NOFOLLOW_LINKS).toInstant();
            return since.isBefore(Instant.now().minus(ABANDONED));
        } catch (NoSuchFileException done) {
            // The other process has just opened it.
            return false;
        }
    }

    /** The same for every process, and short: see {@link #refuseIfTooLong}. */
    private static String hiddenName(Path path) {
        return ".mc" + Integer.toString(path.getFileName().toString().hashCode() & 0xffffff, 36);
    }

    private static void refuseIfTooLong(Path path, Path temporary) {
        int octets = temporary.toString().getBytes(StandardCharsets.UTF_8).length;
        if (octets > MAX_OCTETS) {
            throw new ListenException("Socket " + path + ": the path of its folder is too long by "
                    + (octets - MAX_OCTETS) + " octets; it is bound as " + temporary
                    + " first, and the path of a socket"
                    + " has at most " + MAX_OCTETS);
        }
    }

    /**
     * @return whether a socket is there on which nobody answers; false if nothing is there
     * @throws ListenException if anything else is there
     */
    private static boolean isStale(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!isSocket(path)) {
            throw new ListenException("Socket " + path
                    + ": something that is no socket is there; it was left alone. Remove it or choose another path");
        }
        if (isAnswered(path)) {
            throw new ListenException(
                    "Socket " + path + " is in use: a process answers on it. Stop it, or choose another path");
        }
        return true;
    }

    private static boolean isAnswered(Path path) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // A listener that is alive but does not accept would block the probe once its backlog is full.
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException nobody) {
            return false;
        } catch (IOException | IllegalArgumentException failure) {
            throw new ListenException(
                    "Socket " + path + ": cannot tell whether it is in use; it was left alone: " + failure, failure);
        }
    }

    private static boolean isSocket(Path path) {
        try {
            int type = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 0170000;
            return type == 0140000;
        } catch (IOException failure) {
            throw new ListenException("Socket " + path + ": cannot tell what is there: " + failure, failure);
        }
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** Closes the socket, and removes its file unless another process has put its own there meanwhile. */
    @Override
    public void close() {
        // The file goes first: while the socket is open, no other file can have its inode number.
        try (channel) {
            if (channel.isOpen()
                    && Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                    && Objects.equals(key(path), fileKey)) {
                Files.delete(path);
            }
        } catch (AccessDeniedException kept) {
            LOG.info("The file of socket {} stays: this user may not remove it; the next start replaces it", path);
        } catch (IOException failure) {
            LOG.warn("Socket {} could not be removed: {}", path, failure.toString());
        }
    }
}
