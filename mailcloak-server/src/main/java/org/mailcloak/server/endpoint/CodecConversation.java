package org.mailcloak.server.endpoint;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.policy.PolicyRequestDecoder;
import org.mailcloak.protocol.socketmap.SocketmapRequestDecoder;
import org.mailcloak.server.listen.Conversation;
import org.mailcloak.server.listen.Replies;

/** A decoder of requests and the endpoint that answers them, on one connection. */
public final class CodecConversation<R> implements Conversation {

    private final Decoder<R> decoder;
    private final BooleanSupplier midRequest;
    private final Function<R, ByteBuffer> endpoint;

    private interface Decoder<R> {
        /** The next request, or null if more bytes are needed. */
        @Nullable
        R decode(ByteBuffer in) throws ProtocolException;
    }

    private CodecConversation(Decoder<R> decoder, BooleanSupplier midRequest, Function<R, ByteBuffer> endpoint) {
        this.decoder = decoder;
        this.midRequest = midRequest;
        this.endpoint = endpoint;
    }

    /** Policy delegation. */
    public static Conversation policy(PolicyEndpoint endpoint) {
        PolicyRequestDecoder decoder = new PolicyRequestDecoder();
        return new CodecConversation<>(
                decoder::decode,
                decoder::isMidRequest,
                request -> endpoint.answer(request).encoded());
    }

    /** Socketmap look-ups. */
    public static Conversation socketmap(SocketmapEndpoint endpoint) {
        SocketmapRequestDecoder decoder = new SocketmapRequestDecoder();
        return new CodecConversation<>(
                decoder::decode,
                decoder::isMidRequest,
                request -> endpoint.answer(request).encoded());
    }

    @Override
    public void receive(ByteBuffer in, Replies out) throws ProtocolException {
        R request = decoder.decode(in);
        while (request != null) {
            out.add(endpoint.apply(request));
            request = decoder.decode(in);
        }
    }

    @Override
    public boolean isMidRequest() {
        return midRequest.getAsBoolean();
    }
}
