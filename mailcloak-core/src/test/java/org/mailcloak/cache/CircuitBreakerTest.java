package org.mailcloak.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

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
            breaker.succeeded();
        }

        assertThat(breaker.timesOpened()).isEqualTo(2);
    }

    @Test
    void breakerShouldStayClosedWhenAnAnswerComesBetweenFailures() {
        fail(2);
        breaker.succeeded();
        fail(2);

        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.mayAsk()).isTrue();
    }

    @Test
    void breakerShouldOpenAfterThreeFailuresInARow() {
        fail(3);

        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.mayAsk()).isFalse();
    }

    @Test
    void breakerShouldLetOneQuestionThroughAfterThePause() {
        fail(3);
        ticker.advance(Duration.ofSeconds(1));

        assertThat(breaker.mayAsk()).isTrue();
        assertThat(breaker.mayAsk()).isFalse();
    }

    @Test
    void breakerShouldDoubleThePauseUpToFourSeconds() {
        fail(3);
        for (int seconds : new int[] {1, 2, 4, 4, 4}) {
            ticker.advance(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(breaker.mayAsk()).isFalse();
            ticker.advance(Duration.ofNanos(1));
            assertThat(breaker.mayAsk()).isTrue();
            fail(1);
        }
    }

    @Test
    void breakerShouldVaryThePauseBetweenHalfAndWhole() {
        random = 0;
        fail(3);
        ticker.advance(Duration.ofMillis(500));

        assertThat(breaker.mayAsk()).isTrue();
    }

    @Test
    void breakerShouldBeginWithTheShortestPauseAgainAfterAnAnswer() {
        fail(3);
        ticker.advance(Duration.ofSeconds(1));
        breaker.mayAsk();
        breaker.succeeded();
        fail(3);
        ticker.advance(Duration.ofSeconds(1));

        assertThat(breaker.mayAsk()).isTrue();
    }
}
