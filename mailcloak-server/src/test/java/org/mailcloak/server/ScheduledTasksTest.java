package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.server.logging.LogCapture;

class ScheduledTasksTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void taskShouldRunAgainWhateverItThrows(boolean error) throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(3);
        try (LogCapture log = LogCapture.from(Level.ERROR);
                ScheduledTasks timers = new ScheduledTasks()) {
            timers.every(Duration.ofMillis(1), "the test", () -> {
                runs.countDown();
                if (error) {
                    throw new NoClassDefFoundError("for the test");
                }
                throw new IllegalStateException("for the test");
            });

            assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(log.messages(Level.ERROR)).isNotEmpty();
        }
    }
}
