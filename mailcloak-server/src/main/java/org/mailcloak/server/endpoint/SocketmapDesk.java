package org.mailcloak.server.endpoint;

import org.mailcloak.cache.Inquiry;
import org.mailcloak.protocol.socketmap.SocketmapReply;
import org.mailcloak.protocol.socketmap.SocketmapRequest;
import org.mailcloak.server.listen.Replies;

/** Answers the look-ups of one connection in any map. */
final class SocketmapDesk extends MapDesk<SocketmapRequest> {

    SocketmapDesk(Inquiry inquiry, SocketmapEndpoint endpoint) {
        super(inquiry, endpoint);
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
    void write(SocketmapReply reply, Replies out) {
        reply.writeTo(out.room(reply.encodedLength()));
    }
}
