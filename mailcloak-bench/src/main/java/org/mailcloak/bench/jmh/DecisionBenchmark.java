package org.mailcloak.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.mailcloak.decision.Decision;
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

    @Param
    private Scene scene = Scene.INBOUND;

    private final Town town = new Town();
    private Question question = scene.question();

    @Setup(Level.Trial)
    public void setUp() {
        question = scene.question();
    }

    @TearDown(Level.Trial)
    public void tearDown() {
        town.close();
    }

    /** A new engine for each request, as in the server: it carries the time that the request has left. */
    @Benchmark
    public Decision decide() {
        return town.engine().decide(question);
    }
}
