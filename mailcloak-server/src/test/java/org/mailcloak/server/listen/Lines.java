package org.mailcloak.server.listen;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.mailcloak.protocol.Fault;
import org.mailcloak.protocol.ProtocolException;

/** Answers a line with the same line, and does on request what goes wrong in life. Shared by all its conversations. */
final class Lines implements Conversation.Factory {

    static final String BAD = "bad";
    static final String DEFECT = "defect";
    static final String HOLD = "hold";
    static final String HUGE = "huge";

    /** More than both ends of a socket buffer. */
    static final int HUGE_BYTES = 32 * 1024 * 1024;

    /** One permit for each time that bytes have come. */
    final Semaphore received = new Semaphore(0);

    /** Open for requests to {@link #HOLD}. */
    final CountDownLatch gate = new CountDownLatch(1);

    @Override
    public Conversation open() {
        return new Dialogue();
    }

    private final class Dialogue implements Conversation {

        private final StringBuilder line = new StringBuilder();

        @Override
        public void receive(ByteBuffer in, Replies out) throws ProtocolException {
            received.release();
            while (in.hasRemaining()) {
                char c = (char) in.get();
                if (c == '\n') {
                    answer(line.toString(), out);
                    line.setLength(0);
                } else {
                    line.append(c);
                }
            }
        }

        private void answer(String request, Replies out) throws ProtocolException {
            switch (request) {
                case BAD -> throw ProtocolException.of(Fault.MISSING_EQUALS, "a bad line", new byte[0], 0, 0);
                case DEFECT -> throw new IllegalStateException("a defect");
                case HOLD -> awaitGate();
                case HUGE -> out.add(new byte[HUGE_BYTES]);
                default -> {}
            }
            out.add((request + "\n").getBytes(StandardCharsets.US_ASCII));
        }

        private void awaitGate() {
            try {
                gate.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public boolean isMidRequest() {
            return line.length() > 0;
        }
    }
}
