package org.mailcloak.bench.compare.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LoadResultTest {

    @Test
    void resultShouldHoldTheFiguresOfTheGenerator() {
        LoadResult result = LoadResult.parse("conns=20 seconds=5.00 done=1613295 rps=322659 p50=46.1 p90=70.0 p99=138.5"
                + " p999=201.0 max=911.0 cpu=4800000 reconnects=0 unexpected=0 errors=0\n");

        assertThat(result).isEqualTo(new LoadResult(1_613_295, 322_659, 46.1, 138.5, 4_800_000));
    }

    @Test
    void resultShouldBeRefusedWhenAFigureIsMissing() {
        assertThatThrownBy(() -> LoadResult.parse("done=1 rps=2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no p50 in: done=1 rps=2");
    }
}
