package org.mailcloak.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMetricsTest {

    @TempDir
    private Path proc;

    private List<String> samples() {
        return Exposition.samples(new ProcessMetrics(proc));
    }

    @Test
    void memoryAndThreadsShouldBeReadFromTheStatus() throws IOException {
        Files.writeString(proc.resolve("status"), """
                Name:\tjava
                VmPeak:\t 3000000 kB
                VmSize:\t 2000000 kB
                VmRSS:\t   81920 kB
                RssAnon:\t   40000 kB
                Threads:\t17
                """);

        assertThat(samples())
                .contains(
                        "process_virtual_memory_bytes 2.048E9",
                        "process_resident_memory_bytes 8.388608E7",
                        "process_threads 17.0");
    }

    @Test
    void openFilesShouldBeCountedWithoutTheListingItself() throws IOException {
        Files.createDirectory(proc.resolve("fd"));
        for (int fd = 0; fd < 5; fd++) {
            Files.createFile(proc.resolve("fd/" + fd));
        }

        assertThat(samples()).contains("process_open_fds 4.0");
    }

    @Test
    void softLimitOfOpenFilesShouldBeTold() throws IOException {
        Files.writeString(proc.resolve("limits"), """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             95903                95903                processes
                Max open files            1024                 1048576              files
                """);

        assertThat(samples()).contains("process_max_fds 1024.0");
    }

    @Test
    void whatOnlyTheSystemKnowsShouldBeLeftOutWhereThereIsNoProc() {
        assertThat(samples())
                .noneMatch(sample -> sample.matches("process_(resident|virtual|open|max|threads).*"))
                .anyMatch(sample -> sample.startsWith("jvm_memory_heap_used_bytes "));
    }

    @Test
    void timesShouldBeThoseOfThisProcess() {
        double start =
                ProcessHandle.current().info().startInstant().orElseThrow().getEpochSecond();

        assertThat(samples())
                .anySatisfy(sample -> {
                    assertThat(sample).startsWith("process_start_time_seconds ");
                    assertThat(Double.parseDouble(sample.substring(sample.indexOf(' '))))
                            .isBetween(start, start + 1);
                })
                .anyMatch(sample -> sample.matches("process_cpu_seconds_total [0-9].*"));
    }
}
