package org.mailcloak.server.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server as a process of its own, with its log in a file. */
final class DemoServerProcess implements AutoCloseable {

    private static final long READY_SECONDS = 30;
    private static final long STOP_SECONDS = 10;
    private static final Pattern REASON = Pattern.compile(" decision verdict=\\w+ reason=(\\w+)");

    private final Process process;
    private final Path log;

    private DemoServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static DemoServerProcess start(Path folder) throws IOException {
        Path log = folder.resolve("server.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "--enable-native-access=ALL-UNNAMED",
                        "org.mailcloak.server.Main",
                        "--data",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new DemoServerProcess(process, log);
    }

    void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        while (!Files.readString(log).contains(" is ready")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("The server did not start; its log:\n" + Files.readString(log));
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    /** Ends the server by SIGTERM. @return its exit code */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    /** The rules that decided, in the order of the decisions, as the server has logged them. */
    List<String> reasons() throws IOException {
        return Files.readAllLines(log).stream()
                .map(REASON::matcher)
                .filter(Matcher::find)
                .map(line -> line.group(1))
                .toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
