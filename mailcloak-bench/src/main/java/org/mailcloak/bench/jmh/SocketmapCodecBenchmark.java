package org.mailcloak.bench.jmh;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.socketmap.SocketmapReply;
import org.mailcloak.protocol.socketmap.SocketmapRequest;
import org.mailcloak.protocol.socketmap.SocketmapRequestDecoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A netstring to a {@link SocketmapRequest}, and a reply to a netstring. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SocketmapCodecBenchmark {

    private final SocketmapRequestDecoder decoder = new SocketmapRequestDecoder();
    private final ByteBuffer request = ByteBuffer.wrap(new SocketmapRequest("alias", "sales@d1.test").encode());

    @Benchmark
    public @Nullable SocketmapRequest decode() throws ProtocolException {
        return decoder.decode(request.rewind());
    }

    /** Each address rewrites to another, so this is done for each request. */
    @Benchmark
    public ByteBuffer encodeFound() {
        return SocketmapReply.ok("alice@d1.test").encoded();
    }

    @Benchmark
    public ByteBuffer encodeNotFound() {
        return SocketmapReply.notFound().encoded();
    }
}
