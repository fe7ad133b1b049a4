package org.mailcloak.cli.mailserver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a program that prints the configuration of a mail server. */
public final class ConfigurationProgram {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private ConfigurationProgram() {}

    /**
     * The standard output of a program.
     *
     * @throws MailServerException if it is missing, takes too long or fails; the message has its last line
     */
    public static String output(List<String> command) {
        return output(command, PATIENCE);
    }

    /** @param patience how long the program may take; one that reads a FIFO never ends */
    static String output(List<String> command, Duration patience) {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
        } catch (IOException missing) {
            throw new MailServerException(command.get(0) + " cannot be run: " + missing.getMessage());
        }
        CompletableFuture<String> output = reading(process.getInputStream());
        CompletableFuture<String> errors = reading(process.getErrorStream());
        try {
            output.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            String last = errors.get(patience.toMillis(), TimeUnit.MILLISECONDS).strip();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException();
            }
            if (process.exitValue() != 0) {
                throw failure(command, last.substring(last.lastIndexOf('\n') + 1));
            }
            return output.join();
        } catch (TimeoutException late) {
            throw failure(command, "no answer within " + patience.toSeconds() + " s");
        } catch (ExecutionException broken) {
            throw failure(command, "the answer broke off: " + broken.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw failure(command, "interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private static MailServerException failure(List<String> command, String why) {
        return new MailServerException(String.join(" ", command) + ": " + why);
    }

    /** Its thread ends with the stream, or with the program that asked. */
    private static CompletableFuture<String> reading(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try (stream) {
                        text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
                    } catch (IOException | Error broken) {
                        text.completeExceptionally(broken);
                    }
                },
                "reads a mail server's configuration");
        reader.setDaemon(true);
        reader.start();
        return text;
    }
}
