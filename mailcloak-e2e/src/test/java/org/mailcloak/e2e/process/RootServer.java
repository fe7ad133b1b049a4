package org.mailcloak.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.mailcloak.e2e.env.Checkout;
import org.mailcloak.e2e.env.Command;
import org.mailcloak.e2e.env.CtlRunner;
import org.mailcloak.e2e.env.Processes;
import org.mailcloak.e2e.env.Sandbox;
import org.mailcloak.e2e.env.ServerConfiguration;

/** The bundled server, started by root among {@link OwnUsers}, with the local provider and the domain d1.test. */
final class RootServer {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Sandbox sandbox;
    private final OwnUsers users;
    private final Path folder;
    private final Path log;
    private Process process;

    /** The folder, with the database and the sockets, belongs to the server's user. */
    RootServer(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.users = OwnUsers.in(sandbox);
        this.folder = sandbox.directory("state", "root", "rwxr-xr-x");
        this.log = sandbox.path("server.log");
        CtlRunner ctl = new CtlRunner(sandbox, database());
        ctl.run("init");
        ctl.run("domains", "add", "d1.test");
        ctl.run("aliases", "add", "sales@d1.test", "alice");
        // Root makes no database in a folder of another user.
        Sandbox.owner(folder, OwnUsers.SERVER_UID);
        Sandbox.owner(database(), OwnUsers.SERVER_UID);
        sandbox.onClose(() -> {
            if (process != null) {
                Processes.killTree(process.toHandle());
            }
        });
    }

    Path database() {
        return folder.resolve("state.db");
    }

    Path policySocket() {
        return folder.resolve("policy");
    }

    Path socketmapSocket() {
        return folder.resolve("socketmap");
    }

    Path folder() {
        return folder;
    }

    /** Writes the configuration file, with more lines below {@code sockets:} or further sections. */
    Path configure(String more) {
        return sandbox.file(
                "config.yaml",
                new ServerConfiguration("provider: local\n", database(), policySocket(), socketmapSocket(), more)
                        .yaml());
    }

    /** The same, with one more line below {@code policy:}. */
    Path configure(String more, String policy) {
        Path file = configure(more);
        try {
            return sandbox.file(
                    "config.yaml", Files.readString(file).replace("policy:\n", "policy:\n  " + policy + "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts it.
     *
     * @param prefix a program that runs the rest of the line
     */
    RootServer start(List<String> prefix, String... arguments) {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(List.of(
                Checkout.java(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Checkout.server().toString()));
        line.add(sandbox.path("config.yaml").toString());
        line.addAll(List.of(arguments));
        try {
            process = new ProcessBuilder(users.command(line))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Files.writeString(sandbox.path("server.pid"), process.pid() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    RootServer startAndAwait() {
        start(List.of());
        await(" is ready");
        return this;
    }

    /** Waits until the server serves, or has ended because it could not. */
    void awaitReadyOrEnd() {
        Awaitility.await("ready or ended").atMost(LIMIT).until(() -> !process.isAlive() || log().contains(" is ready"));
    }

    /** Ends it at once. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits until the log holds the text. */
    void await(String text) {
        Awaitility.await(text).atMost(LIMIT).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended with " + process.exitValue() + ":\n" + log());
            }
            return log().contains(text);
        });
    }

    /** Runs a program among the same users. */
    Command.Outcome run(String standardInput, String... line) {
        return sandbox.command(LIMIT).run(standardInput, users.command(List.of(line)));
    }

    void signal(String name) {
        sandbox.command(LIMIT).runOrFail(List.of("kill", "-" + name, Long.toString(process.pid())));
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the server still runs:\n" + log());
        }
        return process.exitValue();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the kernel says of each thread of the server: these lines of its status, by the thread's id. */
    Map<String, List<String>> threads(String... fields) {
        Map<String, List<String>> found = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path task : tasks.toList()) {
                found.put(task.getFileName().toString(), status(task, List.of(fields)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static List<String> status(Path task, List<String> fields) throws IOException {
        return Files.readAllLines(task.resolve("status")).stream()
                .filter(line -> fields.stream().anyMatch(field -> line.startsWith(field + ":")))
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .collect(Collectors.toList());
    }
}
