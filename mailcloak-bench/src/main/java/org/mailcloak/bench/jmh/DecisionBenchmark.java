package org.mailcloak.bench.jmh;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.mailcloak.cache.NonBlockingLookups;
import org.mailcloak.decision.Decision;
import org.mailcloak.decision.DecisionEngine;
import org.mailcloak.decision.PolicyQuery;
import org.mailcloak.decision.PolicyRules;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The decision engine with everything that it asks in the caches. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {

    /** Of a request in the server. */
    private static final Duration BUDGET = Duration.ofSeconds(10);

    @Param
    private RequestScenario scene;

    private final WarmEngine town = new WarmEngine();
    private final NonBlockingLookups lookups = town.lookups();
    private final DecisionEngine engine =
            new DecisionEngine(PolicyRules.defaults(), lookups.store(), lookups.provider());
    private PolicyQuery question = RequestScenario.INBOUND.question();

    /** JMH's; it sets the parameters then. */
    public DecisionBenchmark() {
        this(RequestScenario.INBOUND);
    }

    DecisionBenchmark(RequestScenario scene) {
        this.scene = scene;
    }

    /** Asks until everything is in the caches. */
    @Setup(Level.Trial)
    public void setUp() {
        question = scene.question();
        do {
            tryToDecide();
        } while (lookups.isWaiting());
    }

    private Decision tryToDecide() {
        lookups.begin(BUDGET);
        return engine.decide(question);
    }

    @TearDown(Level.Trial)
    public void tearDown() {
        town.close();
    }

    @Benchmark
    public Decision decide() {
        Decision decision = tryToDecide();
        if (lookups.isWaiting()) {
            throw new IllegalStateException("something was not in the caches");
        }
        return decision;
    }
}
