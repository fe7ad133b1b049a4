package org.mailcloak.server.metrics;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process as the system sees it, under the names that all of Prometheus' libraries use. Read from {@code /proc}
 * (proc(5)) and not from JMX, which would cost more memory than the rest of the listener; where there is no {@code /proc}
 * these metrics are left out.
 */
final class ProcessMetrics implements MetricSource {

    private static final Pattern STATUS = Pattern.compile("(VmSize|VmRSS|Threads):\\s+(\\d+)(?: kB)?");
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+(\\d+)");
    private static final double NANOS = 1e9;
    private static final double KILO = 1_024;

    private final Path folder;
    private final ProcessHandle.Info process = ProcessHandle.current().info();

    /** @param folder {@code /proc/self} */
    ProcessMetrics(Path folder) {
        this.folder = folder;
    }

    @Override
    public void collect(Samples samples) {
        // A fresh look: the one above stays as old as it is.
        ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .ifPresent(time -> samples.counter(
                        "process_cpu_seconds", "Processor time that the process has used.", seconds(time)));
        process.startInstant()
                .ifPresent(start -> samples.gauge(
                        "process_start_time_seconds", "When the process started, in Unix time.", seconds(start)));
        status(samples);
        openFiles().ifPresent(count -> samples.gauge("process_open_fds", "Open file descriptors.", count));
        maxOpenFiles().ifPresent(most -> samples.gauge("process_max_fds", "How many may be open at most.", most));
        Runtime java = Runtime.getRuntime();
        samples.gauge("jvm_memory_heap_used_bytes", "Java heap in use.", java.totalMemory() - java.freeMemory());
        samples.gauge("jvm_memory_heap_max_bytes", "What the Java heap may grow to.", java.maxMemory());
    }

    private void status(Samples samples) {
        for (String line : read("status")) {
            Matcher value = STATUS.matcher(line);
            if (value.matches()) {
                double number = Double.parseDouble(value.group(2));
                switch (value.group(1)) {
                    case "VmSize" ->
                        samples.gauge("process_virtual_memory_bytes", "Address space of the process.", number * KILO);
                    case "VmRSS" ->
                        samples.gauge("process_resident_memory_bytes", "Memory that the process holds.", number * KILO);
                    default -> samples.gauge("process_threads", "Threads of the process.", number);
                }
            }
        }
    }

    private Optional<Double> openFiles() {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(folder.resolve("fd"))) {
            // The listing itself needs one.
            long count = -1;
            for (Path unused : open) {
                count++;
            }
            return Optional.of((double) count);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<Double> maxOpenFiles() {
        return read("limits").stream()
                .map(OPEN_FILES::matcher)
                .filter(Matcher::lookingAt)
                .map(limit -> Double.valueOf(limit.group(1)))
                .findFirst();
    }

    private List<String> read(String file) {
        try {
            return Files.readAllLines(folder.resolve(file));
        } catch (IOException noProc) {
            return List.of();
        }
    }

    private static double seconds(Duration time) {
        return time.toNanos() / NANOS;
    }

    private static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / NANOS;
    }
}
