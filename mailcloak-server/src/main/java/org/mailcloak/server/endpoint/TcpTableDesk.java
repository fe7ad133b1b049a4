package org.mailcloak.server.endpoint;

import org.mailcloak.cache.Inquiry;
import org.mailcloak.protocol.socketmap.SocketmapReply;
import org.mailcloak.protocol.tcptable.TcpTableReply;
import org.mailcloak.protocol.tcptable.TcpTableRequest;
import org.mailcloak.server.listen.Replies;

/** Answers the look-ups of one connection in one map, by tcp_table(5). */
final class TcpTableDesk extends MapDesk<TcpTableRequest> {

    private final String map;

    TcpTableDesk(Inquiry inquiry, SocketmapEndpoint endpoint, String map) {
        super(inquiry, endpoint);
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
    void write(SocketmapReply reply, Replies out) {
        TcpTableReply line = switch (reply.kind()) {
            case OK -> TcpTableReply.found(reply.text());
            case NOTFOUND -> TcpTableReply.notFound();
            case TEMP, TIMEOUT, PERM -> TcpTableReply.error(reply.text());
        };
        line.writeTo(out.room(line.encodedLength()));
    }
}
