package org.mailcloak.e2e.env;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A temporary folder with everything that was started in it; closing stops that in reverse order and removes the folder.
 *
 * <p>A shutdown hook does the same when the JVM ends early, and a {@link DrillWatchdog} when it is killed, so that no daemon
 * outlives an aborted run. With
 * {@code MAILCLOAK_E2E_KEEP} set the folder stays, for a look at logs and configurations.
 */
public final class Sandbox implements AutoCloseable {

    private final Path root;
    private final Deque<Runnable> stops = new ArrayDeque<>();
    private final Set<Integer> givenPorts = new HashSet<>();
    private final DrillWatchdog watchdog;
    private final Thread hook = new Thread(this::stopAll, "sandbox-stop");

    public Sandbox() {
        try {
            root = Files.createTempDirectory("mailcloak-e2e-").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Postfix and Dovecot drop to users that must get through the top folder; mkdtemp leaves it at 0700.
        mode(root, "rwxr-xr-x");
        watchdog = DrillWatchdog.over(root);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public Path path(String relative) {
        return root.resolve(relative);
    }

    public Command command(Duration limit) {
        return new Command(directory("run", "root", "rwx------"), limit);
    }

    public Path directory(String relative, String owner, String permissions) {
        Path directory = path(relative);
        try {
            Files.createDirectories(directory);
            Files.setOwner(
                    directory,
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(owner));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory + " for user " + owner, e);
        }
        return mode(directory, permissions);
    }

    /**
     * Writes a configuration file. It is dated back: Postfix programs wait until a file that changed less than two seconds
     * ago has come of age.
     */
    public Path file(String relative, String content) {
        Path file = path(relative);
        try {
            Files.writeString(file, content);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return mode(file, "rw-r--r--");
    }

    public static void owner(Path file, int uid) {
        try {
            Files.setAttribute(file, "unix:uid", uid);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot hand " + file + " to uid " + uid, e);
        }
    }

    public static void group(Path file, String name) {
        try {
            GroupPrincipal group =
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
            Files.getFileAttributeView(file, PosixFileAttributeView.class).setGroup(group);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot hand " + file + " to group " + name, e);
        }
    }

    public static Path mode(Path file, String permissions) {
        try {
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A loopback TCP port that nobody listens on, never the same twice: Postfix would share a used one without a word. */
    public synchronized int freePort() {
        while (true) {
            try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (givenPorts.add(probe.getLocalPort())) {
                    return probe.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Registers what ends a daemon. Call it before the daemon is started, so that a failed start leaves nothing. */
    public synchronized void onClose(Runnable stop) {
        stops.push(stop);
    }

    @Override
    public void close() {
        stopAll();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private synchronized void stopAll() {
        RuntimeException failure = null;
        while (!stops.isEmpty()) {
            try {
                stops.pop().run();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        watchdog.dismiss();
        if (System.getenv("MAILCLOAK_E2E_KEEP") == null) {
            deleteTree();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void deleteTree() {
        if (Files.notExists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
