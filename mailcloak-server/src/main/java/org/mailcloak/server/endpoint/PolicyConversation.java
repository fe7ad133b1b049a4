package org.mailcloak.server.endpoint;

import java.nio.ByteBuffer;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.policy.PolicyRequest;
import org.mailcloak.protocol.policy.PolicyRequestDecoder;
import org.mailcloak.server.listen.Conversation;
import org.mailcloak.server.listen.Replies;

/** Policy delegation on one connection. */
public final class PolicyConversation implements Conversation {

    private final PolicyRequestDecoder decoder = new PolicyRequestDecoder();
    private final PolicyEndpoint endpoint;

    public PolicyConversation(PolicyEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void receive(ByteBuffer in, Replies out) throws ProtocolException {
        PolicyRequest request = decoder.decode(in);
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
