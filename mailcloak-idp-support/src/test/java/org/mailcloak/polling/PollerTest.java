package org.mailcloak.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class PollerTest {

    private static final String NAME = "poller-under-test";
    private static final PollResult AT_ONCE = new PollResult(Duration.ZERO, "");
    private static final PollResult TOMORROW = new PollResult(Duration.ofDays(1), "");

    /** The poller writes to it in its thread; read once that has ended. */
    private final List<String> log = new ArrayList<>();

    private final Poller poller = new Poller(NAME, Duration.ZERO, log::add);

    @AfterEach
    void stop() {
        poller.close();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(NAME))
                .count();
    }

    @Test
    void pollShouldBeRepeatedUntilClosed() throws InterruptedException {
        CountDownLatch polls = new CountDownLatch(3);

        poller.start(() -> {
            polls.countDown();
            return AT_ONCE;
        });

        polls.await();
        poller.close();
        assertThat(threads()).isZero();
    }

    private static Stream<Throwable> defects() {
        return Stream.of(new IllegalStateException("defect"), new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("defects")
    void pollShouldBeRepeatedWhenItThrows(Throwable defect) throws InterruptedException {
        CountDownLatch polls = new CountDownLatch(3);

        poller.start(() -> {
            polls.countDown();
            if (defect instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) defect;
        });

        polls.await();
    }

    @Test
    void stateShouldBeToldOnceUntilThereIsAnother() throws InterruptedException {
        say("good", "good", "", "good", "bad", "good");

        assertThat(log).containsExactly("good", "bad", "good");
    }

    @Test
    void stateShouldBeToldAgainWhenADefectIsOver() throws InterruptedException {
        say("good", "defect", "good");

        assertThat(log).containsExactly("good", "good");
    }

    /** A poll for each of the states, then no more. */
    private void say(String... states) throws InterruptedException {
        AtomicInteger polls = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        poller.start(() -> {
            int poll = polls.getAndIncrement();
            if (poll == states.length) {
                done.countDown();
                return TOMORROW;
            }
            if (states[poll].equals("defect")) {
                throw new IllegalStateException("defect");
            }
            return new PollResult(Duration.ZERO, states[poll]);
        });
        done.await();
        poller.close();
    }

    @Test
    void closeShouldEndThePause() throws InterruptedException {
        CountDownLatch polled = new CountDownLatch(1);
        poller.start(() -> {
            polled.countDown();
            return TOMORROW;
        });
        polled.await();

        poller.close();

        assertThat(threads()).isZero();
    }

    @Test
    void closeShouldWaitForThePollThatIsUnderWay() throws InterruptedException {
        Thread closing = Thread.currentThread();
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        poller.start(() -> {
            begun.countDown();
            while (closing.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            ended.set(true);
            return AT_ONCE;
        });
        // Runnable from here on: until the close, no other wait can be taken for that of the close.
        while (begun.getCount() > 0) {
            Thread.onSpinWait();
        }

        poller.close();

        assertThat(ended).isTrue();
    }

    @Test
    void pollShouldBeAbleToCloseThePoller() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);

        poller.start(() -> {
            poller.close();
            closed.countDown();
            return AT_ONCE;
        });

        closed.await();
    }

    @Test
    void secondStartShouldDoNothing() throws InterruptedException {
        CountDownLatch polled = new CountDownLatch(1);
        Supplier<PollResult> poll = () -> {
            polled.countDown();
            return TOMORROW;
        };

        poller.start(poll);
        poller.start(poll);

        polled.await();
        assertThat(threads()).isOne();
    }

    @Test
    void startShouldDoNothingWhenItIsClosed() {
        AtomicInteger polls = new AtomicInteger();
        poller.close();

        poller.start(() -> {
            polls.incrementAndGet();
            return TOMORROW;
        });

        poller.close();
        assertThat(polls).hasValue(0);
    }
}
