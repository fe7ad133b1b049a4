package org.mailcloak.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "-1,  0,  0,  0, 1,  0, 1, A TTL cannot be negative",
        " 0, -1,  0,  0, 1,  0, 1, A TTL cannot be negative",
        " 0,  0, -1,  0, 1,  0, 1, A TTL cannot be negative",
        " 0,  0,  0, -1, 1,  0, 1, A TTL cannot be negative",
        " 0,  0,  0,  0, 0,  0, 1, A cache needs at least one entry",
        " 0,  0,  0,  0, 1, -1, 1, A wait cannot be negative",
        " 0,  0,  0,  0, 1,  0, 0, A deadline must be positive",
        " 0,  0,  0,  0, 1,  0, -1, A deadline must be positive"
    })
    void settingsShouldBeRefusedWhenOneIsOutOfRange(
            long found, long login, long notFound, long stale, long entries, long wait, long deadline, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(found, login, notFound, stale, entries, wait, deadline))
                .withMessage(message);
    }

    @Test
    void leastOfEverySettingShouldBeTaken() {
        assertThat(settings(0, 0, 0, 0, 1, 0, 1).maxEntries()).isEqualTo(1);
    }

    private static CacheSettings settings(
            long found, long login, long notFound, long stale, long entries, long wait, long deadline) {
        return new CacheSettings(
                Duration.ofSeconds(found),
                Duration.ofSeconds(login),
                Duration.ofSeconds(notFound),
                Duration.ofSeconds(stale),
                entries,
                Duration.ofSeconds(wait),
                Duration.ofSeconds(deadline));
    }
}
