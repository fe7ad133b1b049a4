package org.mailcloak.e2e.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailcloak.e2e.env.PolicyClient;
import org.mailcloak.e2e.load.Load;
import org.mailcloak.e2e.load.Traffic;

/** The server with an identity provider that takes its time. */
@Drill
@Timeout(120)
class ProviderDrillTest {

    private static final Duration SLOW = Duration.ofSeconds(2);
    private static final int COLD_CONNECTIONS = 40;
    private static final int ROUNDS = 3;

    /** A collapse would be far below; what is promised, 0.8, is measured where nothing else runs. */
    private static final double NO_COLLAPSE = 0.5;

    private final StubKeycloak keycloak = new StubKeycloak();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        keycloak.close();
    }

    @Test
    void warmRequestsShouldKeepTheirPaceWhileColdOnesWaitForASlowProvider() throws Exception {
        try (DrillStage stage = DrillStage.asking(keycloak.idp(""))) {
            Traffic traffic = new Traffic(stage.policySocket(), Load.CONNECTIONS);
            traffic.perSecond();
            keycloak.delay(SLOW);
            List<Double> alone = new ArrayList<>();
            List<Double> beside = new ArrayList<>();
            int answered = 0;
            for (int round = 0; round < ROUNDS; round++) {
                alone.add(traffic.perSecond());
                AtomicBoolean over = new AtomicBoolean();
                List<Future<Integer>> cold = askForStrangers(stage, round, over);
                beside.add(traffic.perSecond());
                over.set(true);
                for (Future<Integer> connection : cold) {
                    answered += connection.get();
                }
            }
            double ratio = median(beside) / median(alone);
            new DrillLine(
                            "every cold look-up takes 2 s, " + COLD_CONNECTIONS + " connections ask for new users",
                            String.format(
                                    Locale.ROOT,
                                    "warm: %.0f requests/s instead of %.0f: %.2f",
                                    median(beside),
                                    median(alone),
                                    ratio),
                            answered + " cold requests, each right or deferred; none lost",
                            Duration.ZERO)
                    .print();

            assertThat(answered).isGreaterThan(COLD_CONNECTIONS);
            assertThat(ratio).isGreaterThan(NO_COLLAPSE);
        }
    }

    private List<Future<Integer>> askForStrangers(DrillStage stage, int round, AtomicBoolean over) {
        List<Future<Integer>> connections = new ArrayList<>();
        for (int i = 0; i < COLD_CONNECTIONS; i++) {
            String name = "stranger-" + round + "-" + i + "-";
            connections.add(threads.submit(() -> {
                int count = 0;
                try (PolicyClient client = new PolicyClient(stage.policySocket())) {
                    for (; !over.get(); count++) {
                        assertThat(client.ask("", "someone@outside.example", Load.address(name + count)))
                                .matches("DUNNO|451 4\\.3\\.0 .*");
                    }
                }
                return count;
            }));
        }
        return connections;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
