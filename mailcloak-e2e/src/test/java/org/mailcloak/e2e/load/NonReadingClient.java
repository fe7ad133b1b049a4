package org.mailcloak.e2e.load;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A client that keeps the server waiting until the server has had enough. */
public record NonReadingClient(Path socket) {

    private static final byte[] REQUEST =
            "request=smtpd_access_policy\nprotocol_state=RCPT\nrecipient=known0@d1.test\n\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** Sends a request that never ends, a byte a second; tells when the connection was closed. */
    public Duration sendsByteByByte() throws IOException {
        return until(channel -> {
            LockSupport.parkNanos(1_000_000_000L);
            channel.write(ByteBuffer.wrap(new byte[] {'x'}));
            channel.configureBlocking(false);
            return channel.read(ByteBuffer.allocate(1)) < 0;
        });
    }

    /**
     * Sends requests, as many as are taken, and reads no reply; tells how long after the last byte that was taken the
     * connection was closed.
     */
    public Duration neverReads() throws IOException {
        ByteBuffer requests = ByteBuffer.wrap(REQUEST);
        AtomicLong taken = new AtomicLong(System.nanoTime());
        until(channel -> {
            channel.configureBlocking(false);
            if (channel.write(requests) == 0) {
                LockSupport.parkNanos(100_000_000L);
            } else {
                taken.set(System.nanoTime());
            }
            if (!requests.hasRemaining()) {
                requests.rewind();
            }
            return false;
        });
        return Duration.ofNanos(System.nanoTime() - taken.get());
    }

    private interface Step {
        boolean closed(SocketChannel channel) throws IOException;
    }

    private Duration until(Step step) throws IOException {
        long begin = System.nanoTime();
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            while (!closed(channel, step)) {
                if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw new IllegalStateException("the connection was still open after " + PATIENCE);
                }
            }
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static boolean closed(SocketChannel channel, Step step) {
        try {
            return step.closed(channel);
        } catch (IOException gone) {
            return true;
        }
    }
}
