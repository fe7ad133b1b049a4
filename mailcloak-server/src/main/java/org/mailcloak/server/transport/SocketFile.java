package org.mailcloak.server.transport;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailcloak.server.posix.HeldFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listening Unix domain socket and its file. As root it is made, and removed, in a folder that {@link SocketFolder} has
 * opened and found fit, and in which no link is followed.
 */
final class SocketFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SocketFile.class);

    private final Path path;
    private final HeldFile folder;
    private final Path file;
    private final ServerSocketChannel channel;
    private final @Nullable Object fileKey;

    /**
     * @param path as configured, for messages
     * @param folder is closed together with this
     * @param file in that folder
     */
    private SocketFile(Path path, HeldFile folder, Path file, SocketEntry.Bound bound) {
        this.path = path;
        this.folder = folder;
        this.file = file;
        this.channel = bound.channel();
        this.fileKey = bound.fileKey();
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /**
     * Makes the socket.
     *
     * @throws ListenException if the path is taken, or this process is root and others may write to the folder, or the
     *     socket or its access cannot be made
     */
    static SocketFile bind(Path path, SocketAccess access) {
        HeldFile folder = SocketFolder.open(path, access);
        boolean done = false;
        try {
            SocketEntry entry = new SocketEntry(path, folder);
            SocketFile file = new SocketFile(path, folder, entry.file(), entry.bind(access));
            done = true;
            return file;
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException failure) {
            throw new ListenException("Socket " + path + " cannot be opened: " + failure, failure);
        } finally {
            if (!done) {
                folder.close();
            }
        }
    }

    /** Closes the socket, and removes its file unless another process has put its own there meanwhile. */
    @Override
    public void close() {
        // The file goes first: while the socket is open, no other file can have its inode number.
        try (folder;
                channel) {
            if (channel.isOpen()
                    && Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    && Objects.equals(SocketEntry.key(file), fileKey)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException goneAlready) {
            LOG.debug("The file of socket {} is gone", path);
        } catch (AccessDeniedException kept) {
            LOG.info("The file of socket {} stays: this user may not remove it; the next start replaces it", path);
        } catch (IOException failure) {
            LOG.warn("Socket {} could not be removed: {}", path, failure.toString());
        }
    }
}
