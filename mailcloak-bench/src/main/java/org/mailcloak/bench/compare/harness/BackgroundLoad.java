package org.mailcloak.bench.compare.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A load beside the one that is measured. */
public final class BackgroundLoad {

    private final Process process;

    private BackgroundLoad(Process process) {
        this.process = process;
    }

    /** Returns when it has been under way for half a second. */
    public static BackgroundLoad start(BenchmarkEnvironment stage, BenchmarkLoad load, Target target, Duration time) {
        Process process = stage.workshop()
                .start(new ProcessBuilder(stage.generator().line(load, target, LoadGenerator.length(time)))
                        .redirectErrorStream(true));
        try {
            if (process.waitFor(500, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the background load ended at once: " + output(process));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new BackgroundLoad(process);
    }

    /** @throws IllegalStateException if it had a wrong reply, or none at all */
    public LoadResult await() {
        String output = output(process);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the background load failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        LoadResult result = LoadResult.parse(output);
        if (result.done() == 0) {
            throw new IllegalStateException("the background load got no reply: " + output);
        }
        return result;
    }

    private static String output(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
