package org.mailcloak.bench.compare.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessFiguresTest {

    private final ProcessFigures self =
            new ProcessFigures(ProcessHandle.current().pid());

    @Test
    void figuresShouldBeThoseOfARunningJvm() {
        long resident = self.residentKib();

        assertThat(resident).isBetween(10_000L, 10_000_000L);
        assertThat(self.peakKib()).isGreaterThanOrEqualTo(resident);
    }

    @Test
    void processorTimeShouldBeWhatTheJdkCountsToo() {
        Duration counted = ProcessHandle.current().info().totalCpuDuration().orElseThrow();

        assertThat(self.processorTime()).isGreaterThanOrEqualTo(counted.minus(Duration.ofMillis(20)));
    }

    @Test
    void figuresShouldBeRefusedWhenThereIsNoSuchProcess() {
        assertThatThrownBy(new ProcessFigures(-1)::residentKib).isInstanceOf(UncheckedIOException.class);
    }
}
