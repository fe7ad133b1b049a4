package org.mailcloak.e2e.env;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mailcloak.protocol.ProtocolException;
import org.mailcloak.protocol.policy.PolicyReplyDecoder;
import org.mailcloak.protocol.policy.PolicyRequestEncoder;

/** One connection to the policy service, as a smtpd keeps it. For one thread. */
public final class PolicyClient implements AutoCloseable {

    private final SocketChannel channel;
    private final PolicyReplyDecoder decoder = new PolicyReplyDecoder();

    public PolicyClient(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    /** The action that a recipient gets; an empty login stands for a client that did not log in. */
    public String ask(String login, String sender, String recipient) throws IOException, ProtocolException {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("request", "smtpd_access_policy");
        attributes.put("protocol_state", "RCPT");
        attributes.put("client_address", "192.0.2.7");
        attributes.put("sender", sender);
        attributes.put("recipient", recipient);
        attributes.put("sasl_method", login.isEmpty() ? "" : "xoauth2");
        attributes.put("sasl_username", login);
        return ask(attributes);
    }

    /** The action that a request with these attributes gets. */
    public String ask(Map<String, String> attributes) throws IOException, ProtocolException {
        channel.write(ByteBuffer.wrap(PolicyRequestEncoder.encode(attributes)));
        ByteBuffer in = ByteBuffer.allocate(1_024);
        while (channel.read(in) >= 0) {
            String action = decoder.decode(in.flip());
            if (action != null) {
                return action;
            }
            in.clear();
        }
        throw new EOFException("the server closed the connection without a reply");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
