package org.mailcloak.server.endpoint;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.policy.PolicyRequestDecoder;
import org.mailcloak.protocol.socketmap.SocketmapRequestDecoder;
import org.mailcloak.server.listen.Conversation;
import org.mailcloak.server.listen.Replies;

/** A decoder of requests and the desk that answers them, on one connection. */
public final class CodecConversation<R> implements Conversation {

    private final Decoder<R> decoder;
    private final BooleanSupplier midRequest;
    private final Desk<R> desk;
    private final Optional<WaitingRequest> waiting;

    private interface Decoder<R> {
        /** The next request, or null if more bytes are needed. */
        @Nullable
        R decode(ByteBuffer in) throws ProtocolException;
    }

    private CodecConversation(Decoder<R> decoder, BooleanSupplier midRequest, Desk<R> desk) {
        this.decoder = decoder;
        this.midRequest = midRequest;
        this.desk = desk;
        this.waiting = Optional.of(desk);
    }

    /** Policy delegation. */
    public static Conversation policy(PolicyEndpoint endpoint) {
        PolicyRequestDecoder decoder = new PolicyRequestDecoder();
        return new CodecConversation<>(decoder::decode, decoder::isMidRequest, endpoint.open());
    }

    /** Socketmap look-ups. */
    public static Conversation socketmap(SocketmapEndpoint endpoint) {
        SocketmapRequestDecoder decoder = new SocketmapRequestDecoder();
        return new CodecConversation<>(decoder::decode, decoder::isMidRequest, endpoint.open());
    }

    @Override
    public Optional<WaitingRequest> receive(ByteBuffer in, Replies out) throws ProtocolException {
        R request = decoder.decode(in);
        while (request != null) {
            if (!desk.answer(request, out)) {
                return waiting;
            }
            request = decoder.decode(in);
        }
        return Optional.empty();
    }

    @Override
    public boolean isMidRequest() {
        return midRequest.getAsBoolean();
    }
}
