package org.mailcloak.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ConfigurationDraft;
import org.mailcloak.config.ConfigurationReader;
import org.mailcloak.config.LogSection;
import org.mailcloak.config.SocketsSection;
import org.mailcloak.server.posix.FileAccessCheck;
import org.mailcloak.server.posix.PosixUser;
import org.mailcloak.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known before any code of a plugin runs and before anything is opened: enough to open the sockets and to give up
 * root. The rest follows as the user that the process is then.
 */
final class StartupConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(StartupConfiguration.class);

    private final Optional<Path> file;
    private final Optional<SocketsSection> sockets;
    private final Optional<String> daemonUser;
    private final Optional<Path> folder;
    private final LogSection log;
    private final Supplier<ServerAssembly> rest;

    private StartupConfiguration(
            Optional<Path> file,
            Optional<SocketsSection> sockets,
            Optional<String> daemonUser,
            Optional<Path> folder,
            LogSection log,
            Supplier<ServerAssembly> rest) {
        this.file = file;
        this.sockets = sockets;
        this.daemonUser = daemonUser;
        this.folder = folder;
        this.log = log;
        this.rest = rest;
    }

    /** Reads the file again; empty without a file. */
    Optional<StartupConfiguration> again() {
        return file.map(StartupConfiguration::of);
    }

    /** Returns what keeps the user that this process has become from the file; empty if nothing does, or it kept its user. */
    Optional<String> obstacle() {
        return daemonUser.flatMap(user -> file.flatMap(path -> FileAccessCheck.obstacle(path, user)));
    }

    /** How to log. */
    LogSection log() {
        return log;
    }

    /** Reads the file. What is wrong with it is reported by {@link #complete}, together with all that is found later. */
    static StartupConfiguration of(Path file) {
        ConfigurationDraft draft = ConfigurationReader.read(file);
        return new StartupConfiguration(
                Optional.of(file),
                draft.sockets(),
                draft.daemonUser(),
                Optional.empty(),
                draft.log(),
                () -> ServerAssembly.of(draft));
    }

    /** The embedded default. */
    static StartupConfiguration embedded(Configuration configuration) {
        return new StartupConfiguration(
                Optional.empty(),
                Optional.of(configuration.sockets()),
                configuration.daemonUser(),
                Optional.of(
                        requireNonNull(configuration.database().toAbsolutePath().getParent())),
                configuration.log(),
                () -> ServerAssembly.embedded(configuration));
    }

    /** Makes the folder of the embedded default, if it is missing. */
    void makeFolder() {
        folder.ifPresent(missing -> {
            try {
                Files.createDirectories(missing);
            } catch (IOException failure) {
                throw new StoreException("The folder " + missing + " cannot be made: " + failure, failure);
            }
        });
    }

    /** Whether {@link #makeFolder} would make it. */
    boolean isFolderMissing() {
        return folder.filter(Files::notExists).isPresent();
    }

    /** Empty if anything is wrong with the file, so that no socket is opened for a start that cannot succeed. */
    Optional<SocketsSection> sockets() {
        return sockets;
    }

    Optional<String> daemonUser() {
        return daemonUser;
    }

    /**
     * For a process that has become another user: that user must reach the database, and should reach this file.
     *
     * @throws StoreException if the database is out of reach; the message names it, the user and the remedy
     */
    void requireReach(Configuration configuration, PosixUser user) {
        FileAccessCheck.obstacle(configuration.database(), user.name()).ifPresent(obstacle -> {
            throw new StoreException("Database " + obstacle);
        });
        file.flatMap(path -> FileAccessCheck.obstacle(path, user.name()))
                .ifPresent(obstacle -> LOG.warn("The configuration cannot be reloaded: {}", obstacle));
    }

    /**
     * Finds the provider and checks everything that is left. Runs code of plugins.
     *
     * @throws org.mailcloak.config.ConfigurationException with every problem of the file
     */
    ServerAssembly complete() {
        return rest.get();
    }
}
