package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheBoundTest {

    @ParameterizedTest(name = "{0} MiB of heap: {1} answers of each kind")
    @CsvSource({"16, 4096", "32, 8192", "64, 16384", "256, 65536", "512, 100000", "8192, 100000"})
    void boundOfTheCachesShouldFollowTheHeapUpToAHundredThousand(long mebibytes, long entries) {
        assertThat(CacheBound.entries(mebibytes << 20)).isEqualTo(entries);
    }
}
