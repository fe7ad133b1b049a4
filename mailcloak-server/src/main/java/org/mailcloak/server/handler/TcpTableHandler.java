package org.mailcloak.server.handler;

import org.mailcloak.cache.NonBlockingLookups;
import org.mailcloak.protocol.socketmap.SocketmapReply;
import org.mailcloak.protocol.tcptable.TcpTableReply;
import org.mailcloak.protocol.tcptable.TcpTableRequest;
import org.mailcloak.server.transport.OutboundBuffer;

/** Answers the look-ups of one connection in one map, by tcp_table(5). */
final class TcpTableHandler extends LookupHandler<TcpTableRequest> {

    private final String map;

    TcpTableHandler(NonBlockingLookups lookups, LookupTables tables, String map) {
        super(lookups, tables);
        this.map = map;
    }

    @Override
    String mapName(TcpTableRequest request) {
        return map;
    }

    @Override
    String key(TcpTableRequest request) {
        return request.key();
    }

    @Override
    boolean fits(SocketmapReply reply) {
        return reply.kind() != SocketmapReply.Kind.OK || TcpTableReply.fits(reply.text());
    }

    @Override
    void write(SocketmapReply reply, OutboundBuffer out) {
        TcpTableReply line = switch (reply.kind()) {
            case OK -> TcpTableReply.found(reply.text());
            case NOTFOUND -> TcpTableReply.notFound();
            case TEMP, TIMEOUT, PERM -> TcpTableReply.error(reply.text());
        };
        line.writeTo(out.room(line.encodedLength()));
    }
}
