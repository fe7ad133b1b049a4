package org.mailcloak.server.handler;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.RecentTexts;
import org.mailcloak.protocol.policy.PolicyRequestDecoder;
import org.mailcloak.protocol.socketmap.SocketmapRequestDecoder;
import org.mailcloak.protocol.tcptable.TcpTableRequestDecoder;
import org.mailcloak.server.transport.OutboundBuffer;
import org.mailcloak.server.transport.ProtocolHandler;

/**
 * A decoder of requests and the handler that answers them, on one connection. Each request is answered by the service that
 * is in use when it is complete; one that waits keeps its own.
 *
 * @param <R> the requests
 * @param <E> the service
 */
public final class CodecHandler<R, E> implements ProtocolHandler {

    /** Of all connections together: some 1.2 MiB at most, usually a fifth of that. */
    private static final RecentTexts RECENT = new RecentTexts(2_048);

    private final Decoder<R> decoder;
    private final BooleanSupplier midRequest;
    private final IntSupplier heldBytes;
    private final Supplier<E> inUse;
    private final Function<E, RequestHandler<R, ?>> opening;
    private E service;
    private RequestHandler<R, ?> handler;
    private Optional<PendingRequest> waiting;

    private interface Decoder<R> {
        /** The next request, or null if more bytes are needed. */
        @Nullable
        R decode(ByteBuffer in) throws ProtocolException;
    }

    private CodecHandler(
            Decoder<R> decoder,
            BooleanSupplier midRequest,
            IntSupplier heldBytes,
            Supplier<E> inUse,
            Function<E, RequestHandler<R, ?>> opening) {
        this.decoder = decoder;
        this.midRequest = midRequest;
        this.heldBytes = heldBytes;
        this.inUse = inUse;
        this.opening = opening;
        this.service = inUse.get();
        this.handler = opening.apply(service);
        this.waiting = Optional.of(handler);
    }

    /**
     * Policy delegation.
     *
     * @param inUse the service for the next request
     */
    public static ProtocolHandler policy(Supplier<PolicyService> inUse) {
        PolicyRequestDecoder decoder = new PolicyRequestDecoder(PolicyRequestDecoder.DEFAULT_LIMIT, RECENT);
        return new CodecHandler<>(
                decoder::decode, decoder::isMidRequest, decoder::heldBytes, inUse, PolicyService::open);
    }

    /**
     * Socketmap look-ups.
     *
     * @param inUse the service for the next request
     */
    public static ProtocolHandler socketmap(Supplier<LookupService> inUse) {
        SocketmapRequestDecoder decoder = new SocketmapRequestDecoder(SocketmapRequestDecoder.DEFAULT_LIMIT, RECENT);
        return new CodecHandler<>(
                decoder::decode, decoder::isMidRequest, decoder::heldBytes, inUse, LookupService::open);
    }

    /**
     * Look-ups in one map by tcp_table(5).
     *
     * @param inUse the service for the next request
     * @param map its name
     */
    public static ProtocolHandler tcpTable(Supplier<LookupService> inUse, String map) {
        TcpTableRequestDecoder decoder = new TcpTableRequestDecoder();
        return new CodecHandler<>(
                decoder::decode, decoder::isMidRequest, decoder::heldBytes, inUse, service -> service.openTable(map));
    }

    @Override
    public Optional<PendingRequest> receive(ByteBuffer in, OutboundBuffer out) throws ProtocolException {
        R request = decoder.decode(in);
        while (request != null) {
            if (!handler().answer(request, out)) {
                return waiting;
            }
            request = decoder.decode(in);
        }
        return Optional.empty();
    }

    private RequestHandler<R, ?> handler() {
        E now = inUse.get();
        if (now != service) {
            service = now;
            handler = opening.apply(now);
            waiting = Optional.of(handler);
        }
        return handler;
    }

    @Override
    public boolean isMidRequest() {
        return midRequest.getAsBoolean();
    }

    @Override
    public int heldBytes() {
        return heldBytes.getAsInt() + handler.heldBytes();
    }
}
