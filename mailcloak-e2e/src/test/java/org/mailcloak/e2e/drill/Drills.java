package org.mailcloak.e2e.drill;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** What drills have in common. */
public final class Drills {
    /** For what takes no time on a machine that has nothing else to do. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private Drills() {}

    /** How long it takes until something holds; fails after half a minute. */
    public static Duration until(Callable<Boolean> recovered) {
        long begin = System.nanoTime();
        Awaitility.await("recovery")
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(recovered);
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
