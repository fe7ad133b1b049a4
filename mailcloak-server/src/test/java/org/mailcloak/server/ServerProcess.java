package org.mailcloak.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The server as a process of its own, from the compiled classes. */
final class ServerProcess implements AutoCloseable {

    /** Far more than a start takes, for a machine that has much else to do. */
    private static final Duration LIMIT = Duration.ofSeconds(50);

    private static final String LOG_LINE = "\\d{4}-\\d\\d-\\d\\dT\\S+Z (INFO |WARN |ERROR|DEBUG) \\[.*";

    private final Process process;
    private final Path out;
    private final Path err;

    private ServerProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts it.
     *
     * @param folder its working directory
     * @param logs where its output goes
     */
    static ServerProcess start(Path folder, Path logs, String... arguments) {
        return start(folder, logs, Map.of(), arguments);
    }

    /** The same, with further variables in its environment. */
    static ServerProcess start(Path folder, Path logs, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                "org.mailcloak.server.Main"));
        command.addAll(List.of(arguments));
        Path out = logs.resolve("out");
        Path err = logs.resolve("err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            return new ServerProcess(builder.start(), out, err);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Without the test classes, which bring a configuration of the log. */
    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(all.split(":", -1))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(":"));
    }

    ServerProcess awaitReady() {
        Awaitility.await("ready").atMost(LIMIT).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended with " + process.exitValue() + ":\n" + err());
            }
            return err().contains(" is ready");
        });
        return this;
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        return exitCodeWithin(LIMIT);
    }

    int exitCodeWithin(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the server still runs after " + limit + ":\n" + err());
        }
        return process.exitValue();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    /** What it said on standard error beside its log. */
    List<String> errors() {
        return err().lines().filter(line -> !line.matches(LOG_LINE)).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
