package org.mailcloak.cache.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.mailcloak.cache.ManualTicker;
import org.mailcloak.idp.Probe;

class ProbesTest {

    private final ManualTicker ticker = new ManualTicker();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Probe> told = new ArrayList<>();
    private Probe answer = Probe.passed();
    private final Probes probes = new Probes(() -> answer, tasks::add, ticker, told::add);

    private void runAll() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void oneProbeShouldServeAllWhoWaitForIt() {
        for (int i = 0; i < 100; i++) {
            probes.since(ticker.read());
        }

        assertThat(tasks).hasSize(1);
    }

    @Test
    void failedProbeShouldNotServeWhoAskedAfterIt() {
        answer = Probe.failed("down");
        probes.since(ticker.read());
        runAll();
        ticker.advance(Duration.ofNanos(1));
        probes.since(ticker.read());

        assertThat(tasks).hasSize(1);
    }

    @Test
    void passedProbeShouldServeForASecond() {
        probes.since(ticker.read());
        runAll();
        ticker.advance(Duration.ofSeconds(1).minusNanos(1));
        assertThat(probes.since(ticker.read())).isCompletedWithValue(Probe.passed());

        ticker.advance(Duration.ofNanos(1));
        assertThat(probes.since(ticker.read())).isNotDone();
    }

    @Test
    void passedProbeShouldNotServeALookUpOfAKnownAccountThatFailedAfterIt() {
        probes.since(ticker.read());
        runAll();
        long asked = ticker.read();
        ticker.advance(Duration.ofNanos(1));
        answer = Probe.failed("down");
        CompletableFuture<Probe> evidence = probes.sinceFailureOf(asked);
        runAll();

        assertThat(evidence).isCompletedWithValue(Probe.failed("down"));
    }

    @Test
    void probeThatFailedSinceTheLookUpWasAskedShouldServeItsFailure() {
        long asked = ticker.read();
        answer = Probe.failed("down");
        CompletableFuture<Probe> earlier = probes.since(asked);
        tasks.remove().run();
        assertThat(earlier).isDone();
        ticker.advance(Duration.ofNanos(1));

        assertThat(probes.sinceFailureOf(asked)).isCompletedWithValue(Probe.failed("down"));
    }

    @Test
    void probeThatIsUnderWayShouldServeTheFailureOfALookUpOnlyIfItFails() {
        List<CompletableFuture<Probe>> evidence = new ArrayList<>();
        Queue<Probe> answers = new ArrayDeque<>(List.of(Probe.passed(), Probe.failed("down")));
        long asked = ticker.read();
        AtomicReference<Probes> self = new AtomicReference<>();
        Probes asking = new Probes(
                () -> {
                    ticker.advance(Duration.ofNanos(1));
                    if (evidence.isEmpty()) {
                        evidence.add(self.get().sinceFailureOf(asked));
                    }
                    return answers.remove();
                },
                tasks::add,
                ticker,
                told::add);
        self.set(asking);
        asking.since(asked);
        tasks.remove().run();
        assertThat(evidence.get(0)).isNotDone();
        runAll();

        assertThat(evidence.get(0)).isCompletedWithValue(Probe.failed("down"));
    }

    @Test
    void probeShouldBeAskedAgainWhenThereWasNoThreadForOne() {
        Queue<Runnable> rejected = new ArrayDeque<>();
        Probes refusing = new Probes(
                () -> answer,
                task -> {
                    if (rejected.isEmpty()) {
                        rejected.add(task);
                        throw new RejectedExecutionException("no thread");
                    }
                    tasks.add(task);
                },
                ticker,
                told::add);
        answer = Probe.failed("down");
        assertThat(refusing.since(ticker.read())).isCompletedWithValue(Probe.passed());
        CompletableFuture<Probe> next = refusing.since(ticker.read());
        runAll();

        assertThat(next).isCompletedWithValue(Probe.failed("down"));
    }

    @Test
    void probeShouldCountAsPassedForWhoAskedBeforeItOnly() {
        long before = ticker.read();
        probes.since(before);
        assertThat(probes.hasPassedSince(before)).isFalse();
        runAll();

        assertThat(probes.hasPassedSince(before)).isTrue();
        ticker.advance(Duration.ofSeconds(2));
        assertThat(probes.hasPassedSince(before)).isTrue();
        assertThat(probes.hasPassedSince(ticker.read())).isFalse();
    }

    @Test
    void listenerShouldBeToldOfEachProbeOnce() {
        probes.since(ticker.read());
        probes.since(ticker.read());
        runAll();

        assertThat(told).containsExactly(Probe.passed());
    }

    @Test
    void probeShouldFailWhenTheProviderThrows() {
        Probes broken = new Probes(
                () -> {
                    throw new IllegalStateException("a defect");
                },
                Runnable::run,
                ticker,
                told::add);

        assertThat(broken.since(ticker.read()).join()).isInstanceOf(Probe.Failed.class);
    }

    @Test
    void probeShouldNotFailWhenThereIsNoThreadForIt() {
        Probes full = new Probes(
                () -> answer,
                task -> {
                    throw new RejectedExecutionException("closing");
                },
                ticker,
                told::add);

        assertThat(full.since(ticker.read())).isCompletedWithValue(Probe.passed());
    }
}
