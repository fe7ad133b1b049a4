package org.mailcloak.bench.compare.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What the figures were measured on. No names: the kind of machine is what counts. */
public final class Machine {

    private Machine() {}

    public static String describe() {
        return LocalDate.now(ZoneOffset.UTC) + ", " + cores() + " cores of "
                + processor() + ", Linux " + System.getProperty("os.version") + ", Java "
                + System.getProperty("java.version");
    }

    /** Processor time of all cores together since the machine started that was not idle. In steps of 10 ms. */
    public static Duration busy() {
        String[] columns = firstLine("/proc/stat").split(" +", -1);
        long ticks = 0;
        // proc(5): user nice system idle iowait irq softirq steal; what follows is counted in user and nice already.
        for (int i = 1; i <= 8; i++) {
            ticks += i == 4 || i == 5 ? 0 : Long.parseLong(columns[i]);
        }
        return ProcessFigures.ofTicks(ticks);
    }

    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static String firstLine(String file) {
        try {
            return Files.readAllLines(Path.of(file)).get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(() -> System.getProperty("os.arch"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
