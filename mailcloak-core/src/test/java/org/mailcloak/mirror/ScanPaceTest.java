package org.mailcloak.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailcloak.mirror.ListedProvider.person;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.mailcloak.idp.ScanResult;

/** When the provider is scanned, however often the host ticks. */
class ScanPaceTest {

    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final Duration TAKES = Duration.ofSeconds(10);

    /** A monotonic clock begins anywhere, and may come to its end. */
    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofMinutes(1).toNanos());

    private final ListedProvider provider = new ListedProvider(person("alice", "alice@d1.test"));

    private Mirror mirror(Duration pause, Executor executor) {
        return new Mirror(provider, new MirrorSettings(pause, Duration.ofHours(1)), executor, nanos::get);
    }

    private Mirror mirror() {
        return mirror(PAUSE, Runnable::run);
    }

    private Mirror failing(Duration pause) {
        provider.outcome = ScanResult.unavailable("down");
        return mirror(pause, Runnable::run);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** One more scan begins then, and none before. */
    private void assertNextScanAfter(Duration time, Mirror mirror) {
        int before = provider.scans;
        mirror.tick();
        pass(time.minusNanos(1));
        mirror.tick();
        assertThat(provider.scans).isEqualTo(before);

        pass(Duration.ofNanos(1));
        mirror.tick();
        assertThat(provider.scans).isEqualTo(before + 1);
    }

    @Test
    void nextScanShouldBeginAfterThePauseWhenNothingHappens() {
        Mirror mirror = mirror();
        mirror.tick();

        assertNextScanAfter(PAUSE, mirror);
    }

    @Test
    void providerShouldBeLeftInPeaceThreeTimesAsLongAsAScanTookWhenEverythingMayHaveChanged() {
        Mirror mirror = mirror();
        provider.afterList = () -> pass(TAKES);
        mirror.tick();
        mirror.everythingMayHaveChanged();

        assertNextScanAfter(TAKES.multipliedBy(3), mirror);
    }

    @Test
    void failedScanShouldBeTriedAgainAfterAMinute() {
        Mirror mirror = failing(PAUSE);
        mirror.tick();

        assertNextScanAfter(Duration.ofSeconds(60), mirror);
    }

    @Test
    void failedScanShouldBeTriedAgainAfterThePauseWhenThatIsShorter() {
        Mirror mirror = failing(Duration.ofSeconds(20));
        mirror.tick();

        assertNextScanAfter(Duration.ofSeconds(20), mirror);
    }

    @Test
    void providerShouldBeLeftInPeaceForSecondsAfterAFailureWhenEverythingMayHaveChanged() {
        Mirror mirror = failing(PAUSE);
        mirror.tick();
        mirror.everythingMayHaveChanged();

        assertNextScanAfter(Duration.ofSeconds(5), mirror);
    }

    @Test
    void scanShouldBeginAtOnceWhenTheOperatorAsksForIt() {
        Mirror mirror = mirror();
        provider.afterList = () -> pass(TAKES);
        mirror.tick();

        mirror.believeNextScan();
        mirror.tick();

        assertThat(provider.scans).isEqualTo(2);
    }

    @Test
    void oneScanShouldBeUnderWayAtATime() {
        Queue<Runnable> scans = new ArrayDeque<>();
        Mirror mirror = mirror(PAUSE, scans::add);
        mirror.tick();
        pass(PAUSE);
        mirror.tick();
        assertThat(scans).hasSize(1);

        scans.remove().run();
        pass(PAUSE);
        mirror.tick();

        assertThat(scans).hasSize(1);
    }

    @Test
    void scanShouldBeginWithTheNextTickWhenTheExecutorRefusedIt() {
        AtomicBoolean full = new AtomicBoolean(true);
        Mirror mirror = mirror(PAUSE, scan -> {
            if (full.get()) {
                throw new RejectedExecutionException("full");
            }
            scan.run();
        });
        mirror.tick();
        full.set(false);

        mirror.tick();

        assertThat(provider.scans).isEqualTo(1);
    }

    @Test
    void statisticsShouldTellHowManyScansThereWereAndHowLongTheyTook() {
        Mirror mirror = mirror();
        provider.afterList = () -> pass(TAKES);
        assertThat(mirror.statistics().age()).isEmpty();
        mirror.tick();
        pass(PAUSE);
        mirror.tick();
        pass(Duration.ofSeconds(1));

        assertThat(mirror.statistics().scanTime()).isEqualTo(TAKES.multipliedBy(2));
        assertThat(mirror.statistics().age()).contains(TAKES.plusSeconds(1));
        assertThat(mirror.statistics().complete()).isEqualTo(2);
        assertThat(mirror.statistics().refused() + mirror.statistics().failed()).isZero();
    }
}
