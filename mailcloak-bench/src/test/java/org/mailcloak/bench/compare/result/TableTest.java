package org.mailcloak.bench.compare.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void tableShouldCompareMediansWithTheBase() {
        Outcome outcome = new Outcome("policy20", "req/s >= 0.5", List.of("reference", "mailcloak"));
        outcome.add("reference", new Measurement(1_000, 10, 20, 2.5, 0.01));
        outcome.add("reference", new Measurement(3_000, 12, 30, 2.5, 0.02));
        outcome.add("reference", new Measurement(2_000, 11, 40, 2.5, 0.3));
        outcome.add("mailcloak", new Measurement(1_500, 20, 60, 5, 0));

        assertThat(Table.of(List.of(outcome))).hasToString("""
                | load     | server    | req/s | p50 us | p99 us | CPU us/req | others % | req/s ratio | p99 ratio | wanted       |
                |----------|-----------|-------|--------|--------|------------|----------|-------------|-----------|--------------|
                | policy20 | reference | 2000  | 11     | 30     | 2.5        | 2        |             |           |              |
                | policy20 | mailcloak | 1500  | 20     | 60     | 5.0        | 0        | 0.75        | 2.00      | req/s >= 0.5 |
                """);
    }

    @Test
    void tableShouldLeaveOutWhatWasNotMeasured() {
        Outcome outcome = new Outcome("postfix", "", List.of("no service"));
        outcome.add("no service", Measurement.ofRate(1_662));

        assertThat(Table.of(List.of(outcome)).toString())
                .endsWith(
                        "| postfix | no service | 1662  |        |        |            |          |             |           |        |\n");
    }

    @Test
    void tableShouldRefuseARowOfAnotherLength() {
        assertThatThrownBy(() -> new Table("one", "two").add("one")).isInstanceOf(IllegalArgumentException.class);
    }
}
