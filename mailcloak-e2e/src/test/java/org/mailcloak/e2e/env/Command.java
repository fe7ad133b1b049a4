package org.mailcloak.e2e.env;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs one program to its end.
 *
 * <p>Output goes through files, not pipes: a daemon that the program leaves behind keeps the descriptors it inherited, and
 * a reader of such a pipe would wait for as long as the daemon lives.
 */
public record Command(Path workingDirectory, Duration limit) {

    /** What a program left behind: its exit code and its output, decoded as UTF-8. */
    public record Outcome(int exitCode, String stdout, String stderr) {}

    public Outcome run(String standardInput, List<String> line) {
        try {
            Path in = Files.createTempFile(workingDirectory, "in", ".txt");
            Path out = Files.createTempFile(workingDirectory, "out", ".txt");
            Path err = Files.createTempFile(workingDirectory, "err", ".txt");
            Files.writeString(in, standardInput);
            Process process = new ProcessBuilder(line)
                    .directory(workingDirectory.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                Processes.killTree(process.toHandle());
                throw new IllegalStateException(line + " did not end within " + limit + ": " + read(out) + read(err));
            }
            return new Outcome(process.exitValue(), read(out), read(err));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + line, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + line, e);
        }
    }

    /** Runs a program that has to end with 0; its output is part of the error otherwise. */
    public Outcome runOrFail(List<String> line) {
        Outcome outcome = run("", line);
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException(line + " ended with " + outcome);
        }
        return outcome;
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
