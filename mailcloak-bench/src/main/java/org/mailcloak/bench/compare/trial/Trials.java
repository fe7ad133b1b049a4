package org.mailcloak.bench.compare.trial;

import java.util.ArrayList;
import java.util.List;
import org.mailcloak.bench.compare.harness.BenchmarkProtocol;

/** All of them, in the order in which they run. */
public final class Trials {

    private static final List<Integer> CONNECTIONS = List.of(1, 20, 100, 1_000);

    private Trials() {}

    public static List<Trial> all() {
        List<Trial> trials = new ArrayList<>();
        for (BenchmarkProtocol protocol : BenchmarkProtocol.values()) {
            CONNECTIONS.forEach(connections -> trials.add(LoadTrial.same(protocol, connections)));
            trials.add(LoadTrial.mixed(protocol, 20));
        }
        trials.add(new IdleTrial());
        trials.add(new StartUpTrial());
        trials.add(SlowProviderTrial.ofFew());
        trials.add(SlowProviderTrial.ofStrangers());
        trials.add(new PostfixTrial("postfix", List.of()));
        trials.add(new PostfixTrial("postfix-sessions", List.of("-d")));
        trials.add(new MemoryTrial());
        trials.add(new FlatTrial());
        trials.add(new LimitTrial());
        trials.add(new MirrorTrial());
        return trials;
    }
}
