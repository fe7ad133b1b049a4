package org.mailcloak.server.handler;

import org.mailcloak.cache.NonBlockingLookups;
import org.mailcloak.protocol.socketmap.SocketmapReply;
import org.mailcloak.protocol.socketmap.SocketmapRequest;
import org.mailcloak.server.transport.OutboundBuffer;

/** Answers the look-ups of one connection in any map. */
final class SocketmapHandler extends LookupHandler<SocketmapRequest> {

    SocketmapHandler(NonBlockingLookups lookups, LookupTables tables) {
        super(lookups, tables);
    }

    @Override
    String mapName(SocketmapRequest request) {
        return request.mapName();
    }

    @Override
    String key(SocketmapRequest request) {
        return request.key();
    }

    /** The maps keep to Postfix's limit themselves. */
    @Override
    boolean fits(SocketmapReply reply) {
        return true;
    }

    @Override
    void write(SocketmapReply reply, OutboundBuffer out) {
        reply.writeTo(out.room(reply.encodedLength()));
    }
}
