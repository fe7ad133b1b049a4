package org.mailcloak.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.mailcloak.config.ListenAddress;
import org.mailcloak.config.SocketsSection;
import org.mailcloak.server.handler.Protocol;
import org.mailcloak.server.handler.ProtocolEndpoint;
import org.mailcloak.server.handler.ServiceContext;
import org.mailcloak.server.transport.Limits;
import org.mailcloak.server.transport.OutboundBuffer;
import org.mailcloak.server.transport.ProtocolHandler;

/**
 * A protocol of the tests: it greets with the provider's id and answers each line with the same line. A line that begins with
 * {@code wait} is answered when the test {@linkplain #answer says so}, and others go before it.
 */
final class EchoProtocol implements Protocol<String> {

    static final Duration IDLE = Duration.ofSeconds(3);

    private final Path socket;
    private final int mostWaiting;
    private final ConcurrentMap<String, Waiting> waiting = new ConcurrentHashMap<>();

    EchoProtocol(Path socket, int mostWaiting) {
        this.socket = socket;
        this.mostWaiting = mostWaiting;
    }

    @Override
    public String key() {
        return "sockets.echo";
    }

    @Override
    public List<ProtocolEndpoint> endpoints(SocketsSection settings) {
        return List.of(new ProtocolEndpoint("echo", "echo", new ListenAddress.Unix(socket)));
    }

    @Override
    public Limits limits(Limits defaults) {
        return new Limits(2, IDLE, defaults.halfSent(), defaults.heldBytes());
    }

    @Override
    public String service(ServiceContext context) {
        return context.configuration().idp().provider();
    }

    @Override
    public ProtocolHandler open(ProtocolEndpoint endpoint, Supplier<String> inUse) {
        return new Lines(inUse.get());
    }

    /** Whether a line has come that waits. */
    boolean waits(String line) {
        return waiting.containsKey(line);
    }

    /** Lets the line be answered. */
    void answer(String line) {
        Waiting request = waiting.get(line);
        request.known = true;
        request.wake.run();
    }

    private static void write(String line, OutboundBuffer out) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);
        out.room(bytes.length).put(bytes);
    }

    private static final class Waiting implements ProtocolHandler.PendingRequest {

        private final String line;
        private volatile boolean known;
        private volatile Runnable wake = () -> {};

        Waiting(String line) {
            this.line = line;
        }

        @Override
        public boolean retry(OutboundBuffer out) {
            if (known) {
                write(line, out);
            }
            return known;
        }

        @Override
        public void onProgress(Runnable task) {
            wake = task;
        }

        @Override
        public long dueAt() {
            return Long.MAX_VALUE / 2;
        }
    }

    private final class Lines implements ProtocolHandler {

        private final String greeting;
        private final StringBuilder begun = new StringBuilder();

        Lines(String greeting) {
            this.greeting = greeting;
        }

        @Override
        public void opened(OutboundBuffer out) {
            write("hello " + greeting, out);
        }

        @Override
        public int mostWaiting() {
            return mostWaiting;
        }

        @Override
        public Optional<PendingRequest> receive(ByteBuffer in, OutboundBuffer out) {
            while (in.hasRemaining()) {
                char next = (char) in.get();
                if (next != '\n') {
                    begun.append(next);
                    continue;
                }
                String line = begun.toString();
                begun.setLength(0);
                if (line.startsWith("wait")) {
                    Waiting request = new Waiting(line);
                    waiting.put(line, request);
                    return Optional.of(request);
                }
                write(line, out);
            }
            return Optional.empty();
        }

        @Override
        public boolean isMidRequest() {
            return !begun.isEmpty();
        }

        @Override
        public int heldBytes() {
            return begun.length();
        }
    }
}
