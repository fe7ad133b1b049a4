package org.mailcloak.server.endpoint;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.policy.PolicyRequestDecoder;
import org.mailcloak.protocol.socketmap.SocketmapRequestDecoder;
import org.mailcloak.protocol.tcptable.TcpTableRequestDecoder;
import org.mailcloak.server.listen.Conversation;
import org.mailcloak.server.listen.Replies;

/**
 * A decoder of requests and the desk that answers them, on one connection. Each request is answered by the endpoint that
 * is in use when it is complete; one that waits keeps its own.
 *
 * @param <R> the requests
 * @param <E> the endpoint
 */
public final class CodecConversation<R, E> implements Conversation {

    private final Decoder<R> decoder;
    private final BooleanSupplier midRequest;
    private final IntSupplier heldBytes;
    private final Supplier<E> inUse;
    private final Function<E, Desk<R>> opening;
    private E endpoint;
    private Desk<R> desk;
    private Optional<WaitingRequest> waiting;

    private interface Decoder<R> {
        /** The next request, or null if more bytes are needed. */
        @Nullable
        R decode(ByteBuffer in) throws ProtocolException;
    }

    private CodecConversation(
            Decoder<R> decoder,
            BooleanSupplier midRequest,
            IntSupplier heldBytes,
            Supplier<E> inUse,
            Function<E, Desk<R>> opening) {
        this.decoder = decoder;
        this.midRequest = midRequest;
        this.heldBytes = heldBytes;
        this.inUse = inUse;
        this.opening = opening;
        this.endpoint = inUse.get();
        this.desk = opening.apply(endpoint);
        this.waiting = Optional.of(desk);
    }

    /**
     * Policy delegation.
     *
     * @param inUse the endpoint for the next request
     */
    public static Conversation policy(Supplier<PolicyEndpoint> inUse) {
        PolicyRequestDecoder decoder = new PolicyRequestDecoder();
        return new CodecConversation<>(
                decoder::decode, decoder::isMidRequest, decoder::heldBytes, inUse, PolicyEndpoint::open);
    }

    /**
     * Socketmap look-ups.
     *
     * @param inUse the endpoint for the next request
     */
    public static Conversation socketmap(Supplier<SocketmapEndpoint> inUse) {
        SocketmapRequestDecoder decoder = new SocketmapRequestDecoder();
        return new CodecConversation<>(
                decoder::decode, decoder::isMidRequest, decoder::heldBytes, inUse, SocketmapEndpoint::open);
    }

    /**
     * Look-ups in one map by tcp_table(5).
     *
     * @param inUse the endpoint for the next request
     * @param map its name
     */
    public static Conversation tcpTable(Supplier<SocketmapEndpoint> inUse, String map) {
        TcpTableRequestDecoder decoder = new TcpTableRequestDecoder();
        return new CodecConversation<>(
                decoder::decode, decoder::isMidRequest, decoder::heldBytes, inUse, endpoint -> endpoint.openTable(map));
    }

    @Override
    public Optional<WaitingRequest> receive(ByteBuffer in, Replies out) throws ProtocolException {
        R request = decoder.decode(in);
        while (request != null) {
            if (!desk().answer(request, out)) {
                return waiting;
            }
            request = decoder.decode(in);
        }
        return Optional.empty();
    }

    private Desk<R> desk() {
        E now = inUse.get();
        if (now != endpoint) {
            endpoint = now;
            desk = opening.apply(now);
            waiting = Optional.of(desk);
        }
        return desk;
    }

    @Override
    public boolean isMidRequest() {
        return midRequest.getAsBoolean();
    }

    @Override
    public int heldBytes() {
        return heldBytes.getAsInt();
    }
}
