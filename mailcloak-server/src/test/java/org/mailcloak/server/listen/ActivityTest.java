package org.mailcloak.server.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActivityTest {

    private static final Limits LIMITS = new Limits(1, Duration.ofMinutes(20), Duration.ofSeconds(30));

    private final ManualTicker ticker = new ManualTicker();
    private Activity activity;

    @BeforeEach
    void open() {
        activity = new Activity(ticker);
        activity.waiting(false);
    }

    @Test
    void connectionShouldBeOverdueWhenItWasIdleForTheLimit() {
        assertThat(overdueAfter(Duration.ofMinutes(20).minusNanos(1))).isFalse();
        assertThat(overdueAfter(Duration.ofNanos(1))).isTrue();
        assertThat(activity.closedBecause()).hasValue("it was idle for 1200 s");
    }

    @Test
    void idleTimeShouldBeginAnewWhenARequestWasAnswered() {
        ticker.advance(Duration.ofMinutes(19));
        activity.working();
        activity.writing();
        activity.waiting(false);

        assertThat(overdueAfter(Duration.ofMinutes(19))).isFalse();
    }

    @Test
    void connectionShouldBeOverdueWhenItsRequestIsIncompleteForTheLimit() {
        activity.working();
        activity.waiting(true);

        assertThat(overdueAfter(Duration.ofSeconds(30).minusNanos(1))).isFalse();
        assertThat(overdueAfter(Duration.ofNanos(1))).isTrue();
        assertThat(activity.closedBecause()).hasValue("its request was not complete after 30 s");
    }

    @Test
    void deadlineShouldNotMoveWhenFurtherBytesDripIn() {
        for (int bytes = 0; bytes < 3; bytes++) {
            activity.working();
            activity.waiting(true);
            assertThat(overdueAfter(Duration.ofSeconds(10))).isEqualTo(bytes == 2);
        }
    }

    @Test
    void deadlineShouldRunFromTheNextRequestWhenTheOneBeforeItWasAnswered() {
        activity.working();
        activity.waiting(true);
        ticker.advance(Duration.ofSeconds(29));
        activity.working();
        activity.writing();
        activity.waiting(true);

        assertThat(overdueAfter(Duration.ofSeconds(29))).isFalse();
        assertThat(overdueAfter(Duration.ofSeconds(1))).isTrue();
    }

    @Test
    void connectionShouldBeOverdueWhenItsReplyIsNotTakenForTheLimit() {
        activity.working();
        ticker.advance(Duration.ofSeconds(29));
        activity.writing();

        assertThat(overdueAfter(Duration.ofSeconds(29))).isFalse();
        assertThat(overdueAfter(Duration.ofSeconds(1))).isTrue();
        assertThat(activity.closedBecause()).hasValue("it did not take its reply within 30 s");
    }

    @Test
    void connectionShouldNeverBeOverdueWhileItsRequestIsAnswered() {
        activity.working();

        assertThat(overdueAfter(Duration.ofDays(1))).isFalse();
    }

    @Test
    void nothingShouldBeReadAnyMoreWhenTheConnectionShallStop() {
        activity.working();

        assertThat(activity.stop()).isFalse();
        assertThat(activity.waiting(false)).isFalse();
        assertThat(activity.stop()).isTrue();
    }

    private boolean overdueAfter(Duration more) {
        ticker.advance(more);
        return activity.isOverdue(LIMITS, ticker.read());
    }
}
