package org.mailcloak.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionStateTest {

    private static final Limits LIMITS = new Limits(1, Duration.ofMinutes(20), Duration.ofSeconds(30), 1);

    private final SettableTicker ticker = new SettableTicker();
    private ConnectionState activity;

    @BeforeEach
    void open() {
        activity = new ConnectionState(ticker.read());
        waiting(false);
    }

    @Test
    void connectionShouldBeOverdueWhenItWasIdleForTheLimit() {
        assertThat(overdueAfter(Duration.ofMinutes(20).minusNanos(1))).isFalse();
        assertThat(overdueAfter(Duration.ofNanos(1))).isTrue();
        assertThat(activity.overdue(LIMITS, ticker.read())).hasValue("it was idle for 1200 s");
    }

    @Test
    void idleTimeShouldBeginAnewWhenARequestWasAnswered() {
        ticker.advance(Duration.ofMinutes(19));
        activity.working();
        activity.writing(ticker.read());
        waiting(false);

        assertThat(overdueAfter(Duration.ofMinutes(19))).isFalse();
    }

    @Test
    void connectionShouldBeOverdueWhenItsRequestIsIncompleteForTheLimit() {
        activity.working();
        waiting(true);

        assertThat(overdueAfter(Duration.ofSeconds(30).minusNanos(1))).isFalse();
        assertThat(overdueAfter(Duration.ofNanos(1))).isTrue();
        assertThat(activity.overdue(LIMITS, ticker.read())).hasValue("its request was not complete after 30 s");
    }

    @Test
    void deadlineShouldNotMoveWhenFurtherBytesDripIn() {
        for (int bytes = 0; bytes < 3; bytes++) {
            activity.working();
            waiting(true);
            assertThat(overdueAfter(Duration.ofSeconds(10))).isEqualTo(bytes == 2);
        }
    }

    @Test
    void deadlineShouldRunFromTheNextRequestWhenTheOneBeforeItWasAnswered() {
        activity.working();
        waiting(true);
        ticker.advance(Duration.ofSeconds(29));
        activity.working();
        activity.writing(ticker.read());
        waiting(true);

        assertThat(overdueAfter(Duration.ofSeconds(29))).isFalse();
        assertThat(overdueAfter(Duration.ofSeconds(1))).isTrue();
    }

    @Test
    void connectionShouldBeOverdueWhenItsReplyIsNotTakenForTheLimit() {
        activity.working();
        ticker.advance(Duration.ofSeconds(29));
        activity.writing(ticker.read());

        assertThat(overdueAfter(Duration.ofSeconds(29))).isFalse();
        assertThat(overdueAfter(Duration.ofSeconds(1))).isTrue();
        assertThat(activity.overdue(LIMITS, ticker.read())).hasValue("it did not take its reply within 30 s");
    }

    @Test
    void connectionShouldNeverBeOverdueWhileItsRequestIsAnswered() {
        activity.working();

        assertThat(overdueAfter(Duration.ofDays(1))).isFalse();
    }

    @Test
    void nothingShouldBeOwedToThePeerWhileItsRequestIsAwaited() {
        assertThat(activity.isWaiting()).isTrue();
        activity.working();
        assertThat(activity.isWaiting()).isFalse();
        activity.writing(ticker.read());
        assertThat(activity.isWaiting()).isFalse();
        waiting(true);
        assertThat(activity.isWaiting()).isTrue();
    }

    private void waiting(boolean midRequest) {
        activity.waiting(midRequest, ticker.read());
    }

    private boolean overdueAfter(Duration more) {
        ticker.advance(more);
        return activity.overdue(LIMITS, ticker.read()).isPresent();
    }
}
