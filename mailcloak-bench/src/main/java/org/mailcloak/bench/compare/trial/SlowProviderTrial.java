package org.mailcloak.bench.compare.trial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.mailcloak.bench.compare.harness.BackgroundLoad;
import org.mailcloak.bench.compare.harness.BenchmarkEnvironment;
import org.mailcloak.bench.compare.harness.BenchmarkLoad;
import org.mailcloak.bench.compare.harness.BenchmarkProtocol;
import org.mailcloak.bench.compare.harness.BenchmarkServer;
import org.mailcloak.bench.compare.harness.RequestStream;
import org.mailcloak.bench.compare.result.Candidate;
import org.mailcloak.bench.compare.result.Comparison;
import org.mailcloak.bench.compare.result.Measurement;
import org.mailcloak.bench.compare.result.Report;

/**
 * Warm requests while the identity provider takes two seconds for every cold look-up, and there are always some.
 *
 * @param cold connections whose requests need such look-ups
 * @param whom they ask for
 */
record SlowProviderTrial(String name, int cold, RequestStream.Cold whom, String wanted) implements Trial {

    private static final int WARM = 20;

    /** Of the process at its most. */
    private static final String WANTED_MEMORY = "<= 96 MiB";

    /** As many as there were threads for look-ups once: those of accounts that exist. */
    static SlowProviderTrial ofFew() {
        return new SlowProviderTrial("slow", 16, RequestStream.Cold.PEOPLE, "req/s >= 0.8");
    }

    /** More than there are threads: those of strangers who ask for accounts that do not exist. */
    static SlowProviderTrial ofStrangers() {
        return new SlowProviderTrial("slow-unknown", 40, RequestStream.Cold.NOBODY, "req/s >= 0.9");
    }

    /** More than all cold connections can ask in a round. */
    private static final int COLD_RECIPIENTS = 5_000;

    @Override
    public String description() {
        return "warm requests, without and with " + cold + " connections whose look-ups take 2 s";
    }

    @Override
    public void run(BenchmarkEnvironment stage, Comparison.Pace pace, Report report) {
        BenchmarkServer server = start(stage);
        BenchmarkLoad warm =
                BenchmarkLoad.of(BenchmarkProtocol.POLICY, WARM).with(stage.traffic(BenchmarkProtocol.POLICY));
        AtomicInteger calls = new AtomicInteger();
        Candidate disturbed = new Candidate("with cold look-ups", time -> {
            BenchmarkLoad.Requests strangers =
                    RequestStream.writeCold(stage.workshop(), whom, calls.incrementAndGet(), COLD_RECIPIENTS);
            return besides(
                    stage,
                    server,
                    BenchmarkLoad.of(BenchmarkProtocol.POLICY, cold).with(strangers),
                    warm,
                    time);
        });
        Comparison comparison =
                new Comparison(name, wanted, stage.contender("warm only", warm, server), List.of(disturbed));
        report.add(comparison.run(pace, report));
        report.figure(
                name + ": resident", WANTED_MEMORY, "%.1f MiB", server.figures().residentKib() / 1024.0);
        report.figure(name + ": most of it", "", "%.1f MiB", server.figures().peakKib() / 1024.0);
        server.stop();
    }

    private BenchmarkServer start(BenchmarkEnvironment stage) {
        Path home = stage.home();
        Path data = home.resolve("mailcloak-data");
        Path configuration = stage.workshop().file(name + ".yaml", """
                idp:
                  provider: slow
                  slow:
                    delay_seconds: 2
                plugins:
                  directory: %s
                sqlite:
                  path: %s
                sockets:
                  policy_socket: %s
                  socketmap_socket: %s
                """.formatted(
                        stage.checkout().resolve("mailcloak-bench/target/plugins"),
                        data.resolve("state.db"),
                        data.resolve("policy.sock"),
                        data.resolve("socketmap.sock")));
        return stage.startServer(home, List.of(configuration.toString()));
    }

    /** The warm load from the second when the cold one is under way. Cold replies have to be right too. */
    private static Measurement besides(
            BenchmarkEnvironment stage, BenchmarkServer server, BenchmarkLoad cold, BenchmarkLoad warm, Duration time) {
        BackgroundLoad background = BackgroundLoad.start(stage, cold, server, time.plusSeconds(1));
        Measurement measurement = stage.generator().run(warm, server, time);
        background.await();
        return measurement;
    }
}
