package org.mailcloak.bench.compare.trial;

import java.util.List;
import org.mailcloak.bench.compare.harness.BenchmarkEnvironment;
import org.mailcloak.bench.compare.harness.BenchmarkLoad;
import org.mailcloak.bench.compare.harness.BenchmarkProtocol;
import org.mailcloak.bench.compare.result.Comparison;
import org.mailcloak.bench.compare.result.Report;

/** One protocol under load, beside the reference. */
record LoadTrial(BenchmarkProtocol protocol, int connections, boolean mixed) implements Trial {

    /** The same request over and over. */
    static LoadTrial same(BenchmarkProtocol protocol, int connections) {
        return new LoadTrial(protocol, connections, false);
    }

    /** What a mail server asks in a day. */
    static LoadTrial mixed(BenchmarkProtocol protocol, int connections) {
        return new LoadTrial(protocol, connections, true);
    }

    @Override
    public String name() {
        return protocol.question() + (mixed ? "-mix" : "") + connections;
    }

    @Override
    public String description() {
        return protocol.question()
                + (mixed ? ", many different requests, " : ", one request, ")
                + connections
                + (connections == 1 ? " connection" : " connections");
    }

    @Override
    public void run(BenchmarkEnvironment stage, Comparison.Pace pace, Report report) {
        BenchmarkLoad same = BenchmarkLoad.of(protocol, connections);
        BenchmarkLoad load = mixed ? same.with(stage.traffic(protocol)) : same;
        Comparison comparison = new Comparison(
                name(),
                wanted(),
                stage.contender("reference", load, stage.reference()),
                List.of(stage.contender("mailcloak", load, stage.server())));
        report.add(comparison.run(pace, report));
        stage.server().emptyLog();
    }

    private String wanted() {
        return connections == 20 ? "req/s >= 0.5, p99 <= 3" : "req/s >= 0.4";
    }
}
