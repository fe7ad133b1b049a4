package org.mailcloak.bench.jmh;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.mailcloak.config.LogSection;
import org.mailcloak.decision.PolicyRules;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.server.handler.CodecHandler;
import org.mailcloak.server.handler.DecisionLog;
import org.mailcloak.server.handler.PolicyService;
import org.mailcloak.server.handler.RequestObserver;
import org.mailcloak.server.transport.OutboundBuffer;
import org.mailcloak.server.transport.ProtocolHandler;
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

/**
 * A whole policy request without its socket, as the event loop has it: the bytes of a read in, the bytes of the reply
 * out. Everything that is asked is in the caches.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolicyRequestBenchmark {

    @Param
    private RequestScenario scene;

    /** At {@code info}, the server's default, each decision makes a log event; writing it is another thread's work. */
    @Param
    private DecisionLogging logging = DecisionLogging.INFO;

    private final WarmEngine town = new WarmEngine();
    private final OutboundBuffer replies = new OutboundBuffer();
    private final PolicyService service = new PolicyService(
            PolicyRules.defaults(), town::lookups, new DecisionLog(LogSection.Addresses.FULL), RequestObserver.NONE);
    private final ProtocolHandler handler = CodecHandler.policy(() -> service);
    private ByteBuffer request = ByteBuffer.allocate(0);

    /** JMH's; it sets the parameters then. */
    public PolicyRequestBenchmark() {
        this(RequestScenario.INBOUND);
    }

    PolicyRequestBenchmark(RequestScenario scene) {
        this.scene = scene;
    }

    /** Asks until everything is in the caches. */
    @Setup(Level.Trial)
    public void setUp() throws ProtocolException {
        logging.use();
        request = direct(scene.wire());
        handler.receive(request, replies).ifPresent(PolicyRequestBenchmark::await);
        replies.waiting();
    }

    private static void await(ProtocolHandler.PendingRequest waiting) {
        OutboundBuffer thrownAway = new OutboundBuffer();
        while (!waiting.retry(thrownAway)) {
            Thread.onSpinWait();
        }
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocate(bytes.length).put(bytes).flip();
    }

    @TearDown(Level.Trial)
    public void tearDown() {
        town.close();
    }

    @Benchmark
    public ByteBuffer answer() throws ProtocolException {
        replies.room(0).clear();
        if (handler.receive(request.rewind(), replies).isPresent()) {
            throw new IllegalStateException("something was not in the caches");
        }
        return replies.waiting();
    }
}
