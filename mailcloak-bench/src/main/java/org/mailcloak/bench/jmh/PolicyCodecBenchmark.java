package org.mailcloak.bench.jmh;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.policy.PolicyAction;
import org.mailcloak.protocol.policy.PolicyRequest;
import org.mailcloak.protocol.policy.PolicyRequestDecoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One request of 29 attributes to a {@link PolicyRequest}, and an action to bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolicyCodecBenchmark {

    private final PolicyRequestDecoder decoder = new PolicyRequestDecoder();
    private final ByteBuffer request = ByteBuffer.wrap(RequestScenario.SUBMISSION.wire());
    private final PolicyAction action = PolicyAction.of("550 5.1.1 No such user");
    private final ByteBuffer out = ByteBuffer.allocate(PolicyAction.MAX_BYTES);

    @Benchmark
    public @Nullable PolicyRequest decode() throws ProtocolException {
        return decoder.decode(request.rewind());
    }

    /** A request that arrives in two reads. */
    @Benchmark
    public @Nullable PolicyRequest decodeInTwoParts() throws ProtocolException {
        int half = request.capacity() / 2;
        PolicyRequest nothing = decoder.decode(request.rewind().limit(half));
        PolicyRequest whole = decoder.decode(request.limit(request.capacity()));
        return nothing == null ? whole : nothing;
    }

    /** The server encodes each action once; this is what a reply costs. */
    @Benchmark
    public ByteBuffer write() {
        action.writeTo(out.clear());
        return out;
    }

    /** What making an action costs that holds a text of the moment. */
    @Benchmark
    public ByteBuffer encode() {
        return PolicyAction.reject(550, "5.1.1", "No such user").encoded();
    }
}
