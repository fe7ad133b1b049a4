package org.mailcloak.bench.compare.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MedianTest {

    @Test
    void medianShouldBeTheMiddleValueWhateverTheOrder() {
        assertThat(Median.of(9, 1, 2)).isEqualTo(2);
    }

    @Test
    void medianShouldBeTheMeanOfTheMiddleTwoWhenTheirNumberIsEven() {
        assertThat(Median.of(1, 9, 2, 4)).isEqualTo(3);
    }

    @Test
    void medianShouldBeRefusedWhenThereIsNoValue() {
        assertThatThrownBy(Median::of).isInstanceOf(IllegalArgumentException.class);
    }
}
