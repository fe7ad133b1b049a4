package org.mailcloak.e2e;

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

/** The launcher and the bundled server as an operator installs them, in a folder of the test. */
final class Installation {

    private static final long LIMIT_SECONDS = 120;

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();

    Installation(Path home) throws IOException {
        this.home = home;
        Files.createDirectory(home.resolve("bin"));
        Files.copy(Checkout.launcher(), launcher());
        Files.copy(Checkout.server(), jar());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    /** What one run left behind. */
    record Outcome(int exitCode, String out, String err) {}

    Installation with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            Processes.killTree(process.toHandle());
            throw new IllegalStateException("the launcher did not end");
        }
        return new Outcome(process.exitValue(), read("out"), read("err"));
    }

    Process start(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(launcher().toString()));
        line.addAll(List.of(arguments));
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
