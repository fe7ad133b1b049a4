package org.mailcloak.bench.compare.trial;

import java.time.Duration;
import org.mailcloak.bench.compare.harness.BenchmarkEnvironment;
import org.mailcloak.bench.compare.harness.BenchmarkLoad;
import org.mailcloak.bench.compare.harness.BenchmarkMemoryGroup;
import org.mailcloak.bench.compare.harness.BenchmarkProtocol;
import org.mailcloak.bench.compare.harness.BenchmarkServer;
import org.mailcloak.bench.compare.result.Comparison;
import org.mailcloak.bench.compare.result.Measurement;
import org.mailcloak.bench.compare.result.Report;

/** The whole service under a limit of memory, as a container or a systemd unit has one. */
record LimitTrial() implements Trial {

    private static final long LIMIT_MIB = 128;
    private static final Duration TIME = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "limit";
    }

    @Override
    public String description() {
        return "every load once under a limit of " + LIMIT_MIB + " MiB (as root, where there are control groups)";
    }

    @Override
    public boolean isUsual() {
        return false;
    }

    @Override
    public void run(BenchmarkEnvironment stage, Comparison.Pace pace, Report report) {
        try (BenchmarkMemoryGroup group = BenchmarkMemoryGroup.create(LIMIT_MIB * 1024 * 1024)) {
            BenchmarkServer server = BenchmarkServer.start(
                    stage.workshop(),
                    stage.home(),
                    group.inside(stage.commands().server()));
            load(
                    stage,
                    server,
                    report,
                    BenchmarkLoad.of(BenchmarkProtocol.POLICY, 100).with(stage.traffic(BenchmarkProtocol.POLICY)));
            load(
                    stage,
                    server,
                    report,
                    BenchmarkLoad.of(BenchmarkProtocol.SOCKETMAP, 100)
                            .with(stage.traffic(BenchmarkProtocol.SOCKETMAP)));
            load(stage, server, report, BenchmarkLoad.of(BenchmarkProtocol.POLICY, 1_000));
            load(
                    stage,
                    server,
                    report,
                    BenchmarkLoad.of(BenchmarkProtocol.POLICY, 20).withIdle(3_000));
            report.figure(
                    "most memory of the process under a limit of 128 MiB",
                    "no kill",
                    "%.1f MiB resident, killed %d times",
                    server.figures().peakKib() / 1024.0,
                    group.kills());
            server.stop();
        }
    }

    private static void load(BenchmarkEnvironment stage, BenchmarkServer server, Report report, BenchmarkLoad load) {
        Measurement measurement = stage.generator().run(load, server, TIME);
        report.tell(
                "%s, %d connections and %d silent: %.0f a second, %.1f MiB resident",
                load.protocol(),
                load.connections(),
                load.idle(),
                measurement.rate(),
                server.figures().residentKib() / 1024.0);
        server.emptyLog();
    }
}
