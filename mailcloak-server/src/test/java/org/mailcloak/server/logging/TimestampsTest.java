package org.mailcloak.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {

    private final Timestamps timestamps = new Timestamps();

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000Z",
        "-1, 1969-12-31T23:59:59.999Z",
        "1763702401005, 2025-11-21T05:20:01.005Z",
        "1763702401999, 2025-11-21T05:20:01.999Z"
    })
    void timeShouldBeInUtcWithMilliseconds(long epochMillis, String text) {
        StringBuilder out = new StringBuilder();

        timestamps.append(out, epochMillis);

        assertThat(out).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"1000, 1999", "1999, 2000", "2000, 1000"})
    void timeShouldNotDependOnTheOneBefore(long first, long second) {
        timestamps.append(new StringBuilder(), first);
        StringBuilder out = new StringBuilder();

        timestamps.append(out, second);

        assertThat(out.toString())
                .isEqualTo("1970-01-01T00:00:0" + second / 1_000 + "." + "%03d".formatted(second % 1_000) + "Z");
    }
}
