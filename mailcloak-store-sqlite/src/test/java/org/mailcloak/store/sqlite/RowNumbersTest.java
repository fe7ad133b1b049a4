package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowNumbersTest {

    private final RowNumbers rows = new RowNumbers();

    @Test
    void everyNumberShouldBeFoundWhenHashesMeet() {
        for (int i = -500; i < 500; i++) {
            rows.add(i % 7, i);
        }

        for (int i = -500; i < 500; i++) {
            assertThat(rows.find(i % 7)).contains((long) i);
        }
        assertThat(rows.find(8)).isEmpty();
    }

    @Test
    void numberShouldBeFoundOnceWhenItIsAddedTwice() {
        rows.add(1, 5);
        rows.add(1, 5);

        assertThat(rows.find(1)).containsExactly(5L);
        assertThat(rows.size()).isEqualTo(1);
    }

    @Test
    void nothingShouldBeFoundWhenTheRowsAreCleared() {
        rows.add(1, 5);

        rows.clear();

        assertThat(rows.find(1)).isEmpty();
    }
}
