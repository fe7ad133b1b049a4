package org.mailcloak.e2e.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.e2e.env.PolicyClient;
import org.mailcloak.e2e.load.Crowd;
import org.mailcloak.e2e.load.Load;
import org.mailcloak.e2e.load.Traffic;

/** The server with more connections than anybody needs, and with more than it has file descriptors for. */
@Drill
@Timeout(120)
class CrowdDrillTest {

    private static final int IDLE = 5_000;

    /** A collapse would be far below; what is promised, 0.8, is measured where nothing else runs. */
    private static final double NO_COLLAPSE = 0.5;

    private static final int ROUNDS = 3;
    private static final int DESCRIPTORS = 200;

    /** More than can be accepted, fewer than the backlog holds. */
    private static final int WAITING = 20;

    @Test
    void busyConnectionsShouldKeepTheirPaceAmongThousandsOfIdleOnes() throws Exception {
        try (DrillStage stage = DrillStage.local()) {
            Traffic traffic = new Traffic(stage.policySocket(), Load.CONNECTIONS);
            traffic.perSecond();
            List<Double> alone = new ArrayList<>();
            List<Double> crowded = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                alone.add(traffic.perSecond());
                try (Crowd crowd = Crowd.of(IDLE, stage.policySocket())) {
                    crowded.add(traffic.perSecond());
                    assertThat(crowd.refused()).isZero();
                }
            }
            double ratio = median(crowded) / median(alone);
            new DrillLine(
                            IDLE + " idle connections",
                            String.format(
                                    Locale.ROOT,
                                    "%.0f requests/s instead of %.0f: %.2f",
                                    median(crowded),
                                    median(alone),
                                    ratio),
                            "all replies right, no connection refused",
                            Duration.ZERO)
                    .print();

            assertThat(ratio).isGreaterThan(NO_COLLAPSE);
        }
    }

    @Test
    void serverShouldAcceptAgainWhenItHadNoFileDescriptorsLeft() throws Exception {
        try (DrillStage stage = DrillStage.local("prlimit", "--nofile=" + DESCRIPTORS + ":" + DESCRIPTORS);
                PolicyClient before = new PolicyClient(stage.policySocket())) {
            assertThat(ask(before)).isEqualTo("DUNNO");
            try (Crowd crowd = Crowd.of(1, stage.policySocket())) {
                // A table that is full: the last place may be in use for a moment only.
                while (openDescriptors(stage) < DESCRIPTORS - 1) {
                    crowd.grow(1, stage.policySocket());
                }
                crowd.grow(WAITING, stage.policySocket());
                assertThat(ask(before)).isEqualTo("DUNNO");
            }
            Duration recovery =
                    Drills.until(() -> stage.askFor("known1@d1.test").equals("DUNNO"));

            assertThat(stage.server().isAlive()).isTrue();
            assertThat(ask(before)).isEqualTo("DUNNO");
            new DrillLine(
                            "no file descriptors left (EMFILE)",
                            "connections that are there are answered, new ones wait",
                            "nothing lost",
                            recovery)
                    .print();
        }
    }

    private static long openDescriptors(DrillStage stage) throws IOException {
        try (Stream<Path> open =
                Files.list(Path.of("/proc", Long.toString(stage.server().pid()), "fd"))) {
            return open.count();
        }
    }

    private static String ask(PolicyClient client) throws Exception {
        return client.ask("", "someone@outside.example", "known0@d1.test");
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
