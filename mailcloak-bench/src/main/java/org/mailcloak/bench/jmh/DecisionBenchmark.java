package org.mailcloak.bench.jmh;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.mailcloak.cache.Inquiry;
import org.mailcloak.decision.Decision;
import org.mailcloak.decision.DecisionEngine;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.decision.Question;
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
    private Scene scene;

    private final Town town = new Town();
    private final Inquiry inquiry = town.inquiry();
    private final DecisionEngine engine =
            new DecisionEngine(PolicyRules.defaults(), inquiry.store(), inquiry.provider());
    private Question question = Scene.INBOUND.question();

    /** JMH's; it sets the parameters then. */
    public DecisionBenchmark() {
        this(Scene.INBOUND);
    }

    DecisionBenchmark(Scene scene) {
        this.scene = scene;
    }

    /** Asks until everything is in the caches. */
    @Setup(Level.Trial)
    public void setUp() {
        question = scene.question();
        do {
            tryToDecide();
        } while (inquiry.isWaiting());
    }

    private Decision tryToDecide() {
        inquiry.begin(BUDGET);
        return engine.decide(question);
    }

    @TearDown(Level.Trial)
    public void tearDown() {
        town.close();
    }

    @Benchmark
    public Decision decide() {
        Decision decision = tryToDecide();
        if (inquiry.isWaiting()) {
            throw new IllegalStateException("something was not in the caches");
        }
        return decision;
    }
}
