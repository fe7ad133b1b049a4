package org.mailcloak.server.demo;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.policy.PolicyReplyDecoder;
import org.mailcloak.protocol.policy.PolicyRequestEncoder;
import org.mailcloak.protocol.socketmap.SocketmapReply;
import org.mailcloak.protocol.socketmap.SocketmapReplyDecoder;
import org.mailcloak.protocol.socketmap.SocketmapRequest;

/** Asks over the two sockets as Postfix does: one connection each, one request at a time. */
final class Client implements AutoCloseable {

    private final SocketChannel policy;
    private final SocketChannel socketmap;
    private final PolicyReplyDecoder policyReplies = new PolicyReplyDecoder();
    private final SocketmapReplyDecoder socketmapReplies = new SocketmapReplyDecoder();

    Client(Path policySocket, Path socketmapSocket) throws IOException {
        this.policy = SocketChannel.open(UnixDomainSocketAddress.of(policySocket));
        this.socketmap = SocketChannel.open(UnixDomainSocketAddress.of(socketmapSocket));
    }

    String ask(DemoRequest request) throws IOException, ProtocolException {
        if (request.isPolicy()) {
            return ask(policy, PolicyRequestEncoder.encode(request.policy()), policyReplies::decode);
        }
        SocketmapReply reply =
                ask(socketmap, new SocketmapRequest("alias", request.key()).encode(), socketmapReplies::decode);
        return reply.kind() + " " + reply.text();
    }

    private static <T> T ask(SocketChannel channel, byte[] request, Decoder<T> decoder)
            throws IOException, ProtocolException {
        ByteBuffer out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) {
            channel.write(out);
        }
        ByteBuffer in = ByteBuffer.allocate(4_096);
        while (channel.read(in.clear()) >= 0) {
            T reply = decoder.decode(in.flip());
            if (reply != null) {
                return reply;
            }
        }
        throw new IOException("The server closed the connection without an answer");
    }

    private interface Decoder<T> {
        @Nullable
        T decode(ByteBuffer in) throws ProtocolException;
    }

    @Override
    public void close() throws IOException {
        policy.close();
        socketmap.close();
    }
}
