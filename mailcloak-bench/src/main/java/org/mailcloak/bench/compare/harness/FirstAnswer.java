package org.mailcloak.bench.compare.harness;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Asks a server that is being started until it answers. */
final class FirstAnswer {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(1);

    private FirstAnswer() {}

    /**
     * Returns with the first byte of the first reply.
     *
     * @throws IllegalStateException if the process ends, or has not answered within a minute
     */
    static void await(BenchmarkProtocol protocol, Path socket, Process process) {
        long begin = System.nanoTime();
        while (!answers(protocol, socket)) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended with " + process.exitValue() + " before it answered");
            }
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IllegalStateException("the server did not answer on " + socket + " within " + PATIENCE);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean answers(BenchmarkProtocol protocol, Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(question(protocol).getBytes(StandardCharsets.US_ASCII)));
            return channel.read(ByteBuffer.allocate(512)) > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String question(BenchmarkProtocol protocol) {
        return switch (protocol) {
            case POLICY -> """
                request=smtpd_access_policy
                protocol_state=RCPT
                sender=sender@example.net
                recipient=alice@d1.test

                """;
            case SOCKETMAP -> "20:alias alias1@d1.test,";
        };
    }
}
