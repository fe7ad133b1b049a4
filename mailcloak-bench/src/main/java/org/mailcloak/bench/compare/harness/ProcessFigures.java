package org.mailcloak.bench.compare.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What Linux reports of a running process: proc(5). */
public record ProcessFigures(long pid) {

    /** {@code sysconf(_SC_CLK_TCK)}, which is 100 on every Linux that a JVM runs on. */
    private static final long TICKS_A_SECOND = 100;

    public static Duration ofTicks(long ticks) {
        return Duration.ofMillis(ticks * 1_000 / TICKS_A_SECOND);
    }

    /** User and system time of all threads so far, in steps of 10 ms. */
    public Duration processorTime() {
        String stat = read("stat");
        // The name, field 2, is in parentheses and may hold blanks: utime and stime are the 12th and 13th after it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return ofTicks(Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    }

    /** Resident memory now, in KiB. */
    public long residentKib() {
        return status("VmRSS:");
    }

    /** The most resident memory that it ever had, in KiB. */
    public long peakKib() {
        return status("VmHWM:");
    }

    private long status(String name) {
        return read("status")
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + " of process " + pid));
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " cannot be looked at", e);
        }
    }
}
