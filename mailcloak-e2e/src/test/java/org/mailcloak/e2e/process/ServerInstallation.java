package org.mailcloak.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mailcloak.e2e.env.Checkout;
import org.mailcloak.e2e.env.Processes;

/** The launcher and the bundled server as an operator installs them, in a folder of the test. */
final class ServerInstallation {

    private static final long LIMIT_SECONDS = 900;

    private final Path home;
    private final Map<String, String> environment;

    private ServerInstallation(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = Map.copyOf(environment);
    }

    static ServerInstallation in(Path home) throws IOException {
        ServerInstallation installation = new ServerInstallation(
                home, Map.of("JAVA_HOME", System.getProperty("java.home"), "MAILCLOAK_ARCHIVE_SECONDS", "600"));
        Files.createDirectory(home.resolve("bin"));
        Files.copy(Checkout.launcher(), installation.launcher());
        Files.copy(Checkout.server(), installation.jar());
        return installation;
    }

    /** What one run left behind. */
    record Outcome(int exitCode, String out, String err) {}

    /** The same one, run with one more variable. */
    ServerInstallation with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new ServerInstallation(home, more);
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        return await(start(arguments));
    }

    private Outcome await(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            Processes.killTree(process.toHandle());
            throw new IllegalStateException("the launcher did not end");
        }
        return new Outcome(process.exitValue(), read("out"), read("err"));
    }

    /** As {@link #run}, in a control group. */
    Outcome runInside(Path group, String... arguments) throws IOException, InterruptedException {
        List<String> line =
                new ArrayList<>(List.of("sh", "-c", "echo $$ >" + group + "/cgroup.procs && exec \"$@\"", "sh"));
        line.add(launcher().toString());
        line.addAll(List.of(arguments));
        return await(start(line));
    }

    Process start(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(launcher().toString()));
        line.addAll(List.of(arguments));
        return start(line);
    }

    private Process start(List<String> line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(home.toFile())
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("MAILCLOAK_") || name.equals("CACHE_DIRECTORY"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    String read(String file) throws IOException {
        return Files.readString(home.resolve(file));
    }

    Path launcher() {
        return home.resolve("bin/mailcloak-server");
    }

    Path jar() {
        return home.resolve("mailcloak-server.jar");
    }

    Path archives() {
        return home.resolve("archives");
    }

    /** The folder of the only archive. */
    Path archive() {
        List<Path> all = list(archives());
        if (all.size() != 1) {
            throw new IllegalStateException("expected one archive, found " + all);
        }
        return all.get(0);
    }

    Path classes() {
        return archive().resolve("classes");
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
