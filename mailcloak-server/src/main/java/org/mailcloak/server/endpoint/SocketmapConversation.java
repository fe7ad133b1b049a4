package org.mailcloak.server.endpoint;

import java.nio.ByteBuffer;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.socketmap.SocketmapRequest;
import org.mailcloak.protocol.socketmap.SocketmapRequestDecoder;
import org.mailcloak.server.listen.Conversation;
import org.mailcloak.server.listen.Replies;

/** Socketmap look-ups on one connection. */
public final class SocketmapConversation implements Conversation {

    private final SocketmapRequestDecoder decoder = new SocketmapRequestDecoder();
    private final SocketmapEndpoint endpoint;

    public SocketmapConversation(SocketmapEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void receive(ByteBuffer in, Replies out) throws ProtocolException {
        SocketmapRequest request = decoder.decode(in);
        while (request != null) {
            out.add(endpoint.answer(request).encoded());
            request = decoder.decode(in);
        }
    }

    @Override
    public boolean isMidRequest() {
        return decoder.isMidRequest();
    }
}
