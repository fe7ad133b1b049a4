package org.mailcloak.bench.compare.trial;

import java.time.Duration;
import org.mailcloak.bench.compare.harness.BenchmarkEnvironment;
import org.mailcloak.bench.compare.harness.BenchmarkLoad;
import org.mailcloak.bench.compare.harness.BenchmarkProtocol;
import org.mailcloak.bench.compare.harness.BenchmarkServer;
import org.mailcloak.bench.compare.result.Comparison;
import org.mailcloak.bench.compare.result.Measurement;
import org.mailcloak.bench.compare.result.Report;

/** A fresh server's memory after a minute of load. */
record MemoryTrial() implements Trial {

    private static final int CONNECTIONS = 100;
    private static final Duration TIME = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String description() {
        return "resident memory after 60 s of mixed policy requests on " + CONNECTIONS + " connections";
    }

    @Override
    public boolean isUsual() {
        return false;
    }

    @Override
    public void run(BenchmarkEnvironment stage, Comparison.Pace pace, Report report) {
        BenchmarkServer server = stage.newServer();
        report.figure("resident before load", "", "%.1f MiB", server.residentAtStart() / 1024.0);
        BenchmarkLoad load =
                BenchmarkLoad.of(BenchmarkProtocol.POLICY, CONNECTIONS).with(stage.traffic(BenchmarkProtocol.POLICY));
        Measurement measurement = stage.generator().run(load, server, TIME);
        report.figure(
                "resident after 60 s, 100 connections",
                "<= 96 MiB",
                "%.1f MiB (%.0f req/s)",
                server.figures().residentKib() / 1024.0,
                measurement.rate());
        report.figure("most of it until then", "", "%.1f MiB", server.figures().peakKib() / 1024.0);
        server.stop();
    }
}
