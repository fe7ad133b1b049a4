package org.mailcloak.bench.compare.trial;

import java.util.List;
import org.mailcloak.bench.compare.harness.BenchmarkEnvironment;
import org.mailcloak.bench.compare.harness.BenchmarkLoad;
import org.mailcloak.bench.compare.harness.BenchmarkProtocol;
import org.mailcloak.bench.compare.result.Comparison;
import org.mailcloak.bench.compare.result.Report;

/** Connections that are silent cost those that ask nothing. */
record IdleTrial() implements Trial {

    private static final int BUSY = 20;
    private static final int SILENT = 5_000;

    @Override
    public String name() {
        return "idle5000";
    }

    @Override
    public String description() {
        return "policy, " + BUSY + " busy connections, without and with " + SILENT + " silent ones";
    }

    @Override
    public void run(BenchmarkEnvironment stage, Comparison.Pace pace, Report report) {
        BenchmarkLoad busy = BenchmarkLoad.of(BenchmarkProtocol.POLICY, BUSY);
        Comparison comparison = new Comparison(
                name(),
                "req/s >= 0.8",
                stage.contender("no silent ones", busy, stage.server()),
                List.of(stage.contender(SILENT + " silent ones", busy.withIdle(SILENT), stage.server())));
        report.add(comparison.run(pace, report));
        stage.server().emptyLog();
    }
}
