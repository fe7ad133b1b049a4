package org.mailcloak.server.transport;

import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;

/** Answers a line with the same line, and does on request what goes wrong in life. Shared by all its handlers. */
final class LineHandler implements ProtocolHandler.Factory {

    static final String BAD = "bad";
    static final String DEFECT = "defect";
    static final String HOLD = "hold";
    static final String HUGE = "huge";

    /** The answer to a request that was held for longer than {@link #DUE}. */
    static final String LATE = "late";

    /** When requests to {@link #HOLD} are answered at the latest, by the ticker. */
    static final Duration DUE = Duration.ofSeconds(9);

    /** More than both ends of a socket buffer. */
    static final int HUGE_BYTES = 32 * 1024 * 1024;

    /** One permit for each time that bytes have come. */
    final Semaphore received = new Semaphore(0);

    /** Done when requests to {@link #HOLD} are answered. */
    final CompletableFuture<Void> gate = new CompletableFuture<>();

    private final Ticker ticker;

    LineHandler(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public ProtocolHandler open() {
        return new Dialogue();
    }

    private final class Dialogue implements ProtocolHandler {

        private final StringBuilder line = new StringBuilder();

        @Override
        public Optional<PendingRequest> receive(ByteBuffer in, OutboundBuffer out) throws ProtocolException {
            received.release();
            while (in.hasRemaining()) {
                char c = (char) in.get();
                if (c != '\n') {
                    line.append(c);
                    continue;
                }
                String request = line.toString();
                line.setLength(0);
                if (request.equals(HOLD) && !gate.isDone()) {
                    return Optional.of(new Held());
                }
                answer(request, out);
            }
            return Optional.empty();
        }

        private void answer(String request, OutboundBuffer out) throws ProtocolException {
            switch (request) {
                case BAD -> throw ProtocolException.of(Fault.MISSING_EQUALS, "a bad line", new byte[0], 0, 0);
                case DEFECT -> throw new IllegalStateException("a defect");
                case HUGE -> out.room(HUGE_BYTES).put(new byte[HUGE_BYTES]);
                default -> {}
            }
            byte[] reply = (request + "\n").getBytes(StandardCharsets.US_ASCII);
            out.room(reply.length).put(reply);
        }

        @Override
        public boolean isMidRequest() {
            return line.length() > 0;
        }

        @Override
        public int heldBytes() {
            return line.length();
        }
    }

    /** A request that is answered when the gate opens, or when its time is over. */
    private final class Held implements ProtocolHandler.PendingRequest {

        @Override
        public boolean retry(OutboundBuffer out) {
            boolean late = ticker.read() - dueAt() >= 0;
            if (!gate.isDone() && !late) {
                return false;
            }
            byte[] reply = ((late ? LATE : HOLD) + "\n").getBytes(StandardCharsets.US_ASCII);
            out.room(reply.length).put(reply);
            return true;
        }

        @Override
        public void onProgress(Runnable wake) {
            CompletableFuture<Void> unused = gate.thenRun(wake);
        }

        @Override
        public long dueAt() {
            return DUE.toNanos();
        }
    }
}
