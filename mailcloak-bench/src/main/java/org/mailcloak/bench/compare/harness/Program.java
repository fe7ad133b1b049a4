package org.mailcloak.bench.compare.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs and ends processes. */
public final class Program {

    private static final long PATIENCE_SECONDS = 10;

    private Program() {}

    /**
     * Runs a program to its end.
     *
     * @return what it printed
     * @throws IllegalStateException if it does not end with 0
     */
    public static String run(Path folder, List<String> line) {
        try {
            Path errors = Files.createTempFile(folder, "errors", ".txt");
            Process process = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException(
                        line + " ended with " + exitCode + ": " + output + Files.readString(errors));
            }
            Files.delete(errors);
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + line, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + line, e);
        }
    }

    /** Ends a process in order, and by force if that takes too long. */
    public static void end(Process process) {
        try {
            process.destroy();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The Java that runs this. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
