package org.mailcloak.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MassDeletionGuardTest {

    private static final Duration SCAN = Duration.ofMinutes(5);

    /** Of a monotonic clock, which begins anywhere. */
    private static final long BEGAN = Duration.ofDays(3).toNanos();

    private final MassDeletionGuard guard = new MassDeletionGuard();

    private static long[] ids(int from, int to) {
        return LongStream.range(from, to)
                .map(id -> MassDeletionGuard.hash("id" + id))
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, true",
        "10, 10, true",
        "11, 20, false",
        "10, 100, true",
        "11, 100, false",
        "100, 1000, true",
        "101, 1000, false",
        "10000, 100000, true",
        "90000, 100000, false",
        "0, 0, true",
    })
    void fewShouldBeBelievedAndManyRefusedWhenTheyAreMissing(int missing, int known, boolean believed) {
        assertThat(guard.believes(ids(0, missing), known, 0)).isEqualTo(believed);
    }

    @Test
    void disappearanceShouldBeBelievedWhenThreeMoreScansAgree() {
        long now = BEGAN;
        for (int scan = 0; scan <= 2; scan++) {
            assertThat(guard.believes(ids(0, 90), 100, now)).as("scan " + scan).isFalse();
            now += SCAN.toNanos();
        }

        assertThat(guard.believes(ids(0, 95), 100, now)).isTrue();
        assertThat(guard.suspects()).isZero();
    }

    @Test
    void disappearanceShouldNotBeBelievedWhenScansAgreeWithinMinutes() {
        for (int scan = 0; scan < 50; scan++) {
            long now = BEGAN + Duration.ofSeconds(scan).toNanos();
            assertThat(guard.believes(ids(0, 90), 100, now)).isFalse();
        }

        assertThat(guard.believes(ids(0, 90), 100, BEGAN + MassDeletionGuard.CONFIRMED_AFTER.toNanos()))
                .isTrue();
    }

    @Test
    void suspicionShouldBeginAnewWhenOthersAreMissing() {
        long now = BEGAN;
        for (int scan = 0; scan < 20; scan++) {
            assertThat(guard.believes(ids(scan, scan + 50), 100, now)).isFalse();
            now += SCAN.toNanos();
        }
    }

    @Test
    void agreementShouldCountFromZeroWhenOthersAreMissing() {
        for (int scan = 0; scan <= 2; scan++) {
            guard.believes(ids(0, 90), 100, BEGAN);
        }
        long later = BEGAN + MassDeletionGuard.CONFIRMED_AFTER.toNanos();
        guard.believes(ids(5, 95), 100, later);

        assertThat(guard.believes(ids(5, 95), 100, later + MassDeletionGuard.CONFIRMED_AFTER.toNanos()))
                .isFalse();
    }

    @Test
    void suspicionShouldEndWhenEverybodyIsBack() {
        guard.believes(ids(0, 90), 100, 0);
        assertThat(guard.suspects()).isEqualTo(90);

        assertThat(guard.believes(ids(0, 0), 100, SCAN.toNanos())).isTrue();

        assertThat(guard.suspects()).isZero();
    }
}
