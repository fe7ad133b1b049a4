package org.mailcloak.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MassDeletionGuardTest {

    private static final Duration SCAN = Duration.ofMinutes(5);
    private static final long SERVES = Duration.ofHours(1).toNanos();

    /** Of a monotonic clock, which begins anywhere. */
    private long now = Duration.ofDays(3).toNanos();

    private final MassDeletionGuard guard = new MassDeletionGuard();

    private static LongStream ids(int from, int to) {
        return LongStream.range(from, to).map(id -> Suspects.hash("id" + id));
    }

    private MassDeletionGuard.Judgement judge(LongStream missing, int known) {
        return guard.judge(missing.toArray(), known, now, now + SERVES);
    }

    private boolean believes(int from, int to) {
        boolean believed = judge(ids(from, to), 100).believed();
        now += SCAN.toNanos();
        return believed;
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
        assertThat(judge(ids(0, missing), known).believed()).isEqualTo(believed);
    }

    @Test
    void disappearanceShouldBeBelievedWhenThreeMoreListsAgree() {
        for (int list = 0; list <= 2; list++) {
            assertThat(believes(0, 90)).as("list " + list).isFalse();
        }

        assertThat(believes(0, 90)).isTrue();
        assertThat(guard.suspects()).isZero();
    }

    @Test
    void disappearanceShouldBeBelievedWhenOnlyAFewMoreAreMissing() {
        for (int list = 0; list <= 2; list++) {
            believes(0, 80);
        }

        assertThat(believes(0, 90)).isTrue();
    }

    @Test
    void disappearanceShouldNotBeBelievedWhenManyMoreAreMissing() {
        for (int list = 0; list <= 2; list++) {
            believes(0, 50);
        }

        assertThat(believes(0, 61)).isFalse();
        assertThat(guard.suspects()).isEqualTo(61);
    }

    @Test
    void fewShouldBeOpenWhenTheyAreMissingBesideOthersThatAreGone() {
        for (int list = 0; list <= 2; list++) {
            believes(0, 80);
        }
        MassDeletionGuard.Judgement judgement = judge(ids(0, 90), 100);

        assertThat(judgement.missing().isConfirmed("id79")).isTrue();
        assertThat(judgement.missing().isConfirmed("id80")).isFalse();
        assertThat(judgement.missing().isConfirmed("id90")).isFalse();
    }

    @Test
    void disappearanceShouldNotBeBelievedWhenListsAgreeWithinMinutes() {
        for (int list = 0; list < 50; list++) {
            assertThat(judge(ids(0, 90), 100).believed()).isFalse();
            now += Duration.ofSeconds(1).toNanos();
        }
        now += Suspects.CONFIRMED_AFTER.toNanos();

        assertThat(judge(ids(0, 90), 100).believed()).isTrue();
    }

    @Test
    void accountShouldBeConfirmedByListsThatMissItWhicheverOthersTheyMiss() {
        MassDeletionGuard.Judgement judgement = judge(ids(0, 0), 100);
        for (int list = 0; list < 4; list++) {
            int others = 10 + list * 20;
            judgement = judge(LongStream.concat(ids(5, 6), ids(others, others + 12)), 100);
            assertThat(judgement.believed()).isFalse();
            now += SCAN.toNanos();
        }

        assertThat(judgement.missing().isConfirmed("id5")).isTrue();
        assertThat(judgement.missing().isConfirmed("id70")).isFalse();
    }

    @Test
    void accountShouldCountFromZeroWhenAListHadItMeanwhile() {
        for (int list = 0; list <= 2; list++) {
            believes(0, 90);
        }
        assertThat(believes(20, 130)).isFalse();
        MassDeletionGuard.Judgement judgement = judge(ids(0, 90), 100);

        assertThat(judgement.missing().isConfirmed("id0")).isFalse();
        assertThat(judgement.missing().isConfirmed("id20")).isTrue();
    }

    @Test
    void suspicionShouldEndWhenEverybodyIsBack() {
        believes(0, 90);
        assertThat(guard.suspects()).isEqualTo(90);

        assertThat(believes(0, 0)).isTrue();

        assertThat(guard.suspects()).isZero();
    }

    @Test
    void accountShouldServeForAsLongAsTheListThatHadItLast() {
        long until = now + SERVES;
        believes(0, 90);
        believes(0, 90);
        Suspects missing = judge(ids(0, 91), 100).missing();

        assertThat(missing.mayServe("id0", until - 1)).isTrue();
        assertThat(missing.mayServe("id0", until)).isFalse();
        assertThat(missing.mayServe("id90", until)).isTrue();
        assertThat(missing.mayServe("id99", until)).isTrue();
    }

    @Test
    void accountShouldNotServeWhenWhatWasKnownDoesNotHoldAnyMore() {
        believes(0, 90);
        Suspects missing = guard.judge(ids(0, 90).toArray(), 100, now, now).missing();

        assertThat(missing.mayServe("id0", now)).isFalse();
    }
}
