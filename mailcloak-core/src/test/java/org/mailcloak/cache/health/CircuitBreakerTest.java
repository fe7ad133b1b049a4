package org.mailcloak.cache.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mailcloak.cache.ManualTicker;

class CircuitBreakerTest {

    private final ManualTicker ticker = new ManualTicker();
    private double random = 1;
    private final CircuitBreaker breaker = new CircuitBreaker(ticker, () -> random);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed("down");
        }
    }

    @Test
    void timesOpenedShouldCountEachOpeningOnce() {
        for (int round = 0; round < 2; round++) {
            for (int failure = 0; failure < 5; failure++) {
                breaker.failed("down");
            }
            breaker.probePassed();
        }

        assertThat(breaker.timesOpened()).isEqualTo(2);
    }

    @Test
    void breakerShouldStayClosedWhenAnAnswerComesBetweenFailures() {
        fail(2);
        breaker.answered();
        fail(2);

        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void breakerShouldOpenAfterThreeFailuresInARow() {
        fail(3);

        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.mayProbe()).isFalse();
    }

    @Test
    void breakerShouldStayOpenWhenALookUpFromBeforeIsAnswered() {
        fail(3);
        breaker.answered();

        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void breakerShouldCloseWhenAProbePasses() {
        fail(3);
        breaker.probePassed();

        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void breakerShouldLetOneProbeThroughAfterThePause() {
        fail(3);
        ticker.advance(Duration.ofSeconds(1));

        assertThat(breaker.mayProbe()).isTrue();
        assertThat(breaker.mayProbe()).isFalse();
    }

    @Test
    void breakerShouldDoubleThePauseUpToFourSeconds() {
        fail(3);
        for (int seconds : new int[] {1, 2, 4, 4, 4}) {
            ticker.advance(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(breaker.mayProbe()).isFalse();
            ticker.advance(Duration.ofNanos(1));
            assertThat(breaker.mayProbe()).isTrue();
            fail(1);
        }
    }

    @Test
    void breakerShouldVaryThePauseBetweenHalfAndWhole() {
        random = 0;
        fail(3);
        ticker.advance(Duration.ofMillis(500));

        assertThat(breaker.mayProbe()).isTrue();
    }

    @Test
    void breakerShouldBeginWithTheShortestPauseAgainAfterAnAnswer() {
        fail(3);
        ticker.advance(Duration.ofSeconds(1));
        breaker.mayProbe();
        breaker.probePassed();
        fail(3);
        ticker.advance(Duration.ofSeconds(1));

        assertThat(breaker.mayProbe()).isTrue();
    }
}
