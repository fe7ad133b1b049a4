package org.mailcloak.bench.compare.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mailcloak.bench.compare.harness.BenchmarkEnvironment;
import org.mailcloak.bench.compare.harness.BenchmarkLoad;
import org.mailcloak.bench.compare.harness.BenchmarkProtocol;
import org.mailcloak.bench.compare.harness.BenchmarkServer;
import org.mailcloak.bench.compare.result.Comparison;
import org.mailcloak.bench.compare.result.Measurement;
import org.mailcloak.bench.compare.result.Report;

/** A fresh server's memory over ten million requests. */
record FlatTrial() implements Trial {

    private static final int CONNECTIONS = 20;
    private static final int SAMPLES = 10;
    private static final long REQUESTS = 1_000_000;

    @Override
    public String name() {
        return "flat";
    }

    @Override
    public String description() {
        return "resident memory after each of ten million mixed policy requests";
    }

    @Override
    public boolean isUsual() {
        return false;
    }

    /** The first million warms up: what it compiles and caches is there to stay. */
    @Override
    public void run(BenchmarkEnvironment stage, Comparison.Pace pace, Report report) {
        BenchmarkServer server = stage.newServer();
        BenchmarkLoad load =
                BenchmarkLoad.of(BenchmarkProtocol.POLICY, CONNECTIONS).with(stage.traffic(BenchmarkProtocol.POLICY));
        List<Double> samples = new ArrayList<>();
        for (int i = 0; i <= SAMPLES; i++) {
            Measurement measurement = stage.generator().run(load, server, REQUESTS);
            samples.add(server.figures().residentKib() / 1024.0);
            report.tell("million %d: %.1f MiB, %.0f req/s", i, samples.get(i), measurement.rate());
            server.emptyLog();
        }
        double first = samples.get(0);
        double last = samples.get(SAMPLES);
        report.figure(
                "resident after a million each",
                "",
                "%s MiB",
                samples.stream()
                        .map(mib -> String.format(Locale.ROOT, "%.1f", mib))
                        .collect(Collectors.joining(" ")));
        report.figure("growth over ten million", "<= 5 %", "%.1f %%", (last / first - 1) * 100);
        server.stop();
    }
}
