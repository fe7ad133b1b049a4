package org.mailcloak.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyBudgetTest {

    private static final Duration AT_ONCE = Duration.ofNanos(1);
    private static final int ONE = 256 << 10;
    private static final int PAGE = 2 << 20;

    private final BodyBudget budget = new BodyBudget(4);
    private final List<BodyBudget.Share> shares = new ArrayList<>();

    private BodyBudget.Share share(int bytes) {
        BodyBudget.Share share = budget.share(bytes, AT_ONCE);
        shares.add(share);
        return share;
    }

    @AfterEach
    void release() {
        shares.forEach(BodyBudget.Share::close);
    }

    @Test
    void fourLongAnswersShouldBeReadAtOnceAndNoMore() throws Exception {
        for (int i = 0; i < 4; i++) {
            share(ONE).enlarge();
        }

        assertThatThrownBy(share(ONE)::enlarge)
                .isInstanceOf(CallFailedException.class)
                .hasMessageContaining("too many long answers");
    }

    @Test
    void onePageShouldBeReadAtOnce() throws Exception {
        share(PAGE).enlarge();

        assertThatThrownBy(share(ONE)::enlarge).isInstanceOf(CallFailedException.class);
    }

    @Test
    void answerShouldBeReadWhenAnotherIsDone() throws Exception {
        BodyBudget.Share first = share(PAGE);
        first.enlarge();
        first.close();

        assertThatCode(share(PAGE)::enlarge).doesNotThrowAnyException();
    }

    @Test
    void shareShouldBeGivenBackOnceWhenItIsClosedTwice() throws Exception {
        BodyBudget.Share first = share(ONE);
        first.enlarge();
        first.enlarge();
        first.close();
        first.close();

        for (int i = 0; i < 4; i++) {
            share(ONE).enlarge();
        }
        assertThatThrownBy(share(ONE)::enlarge).isInstanceOf(CallFailedException.class);
    }

    @Test
    void usualAnswerShouldGetItsTurnWhileLongOnesAreRead() throws Exception {
        share(PAGE).enlarge();

        assertThatCode(share(ONE)::takeTurn).doesNotThrowAnyException();
    }

    @Test
    void interruptedCallerShouldKeepItsFlag() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(share(ONE)::enlarge).isInstanceOf(CallFailedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 4", "33554432, 4", "67108864, 8", "1073741824, 128"})
    void permitsShouldGrowWithTheHeap(long heapBytes, int permits) {
        assertThat(BodyBudget.permits(heapBytes)).isEqualTo(permits);
    }
}
