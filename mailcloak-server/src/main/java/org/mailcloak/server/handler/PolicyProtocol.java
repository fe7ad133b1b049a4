package org.mailcloak.server.handler;

import java.util.List;
import java.util.function.Supplier;
import org.mailcloak.config.SocketsSection;
import org.mailcloak.server.transport.ProtocolHandler;

/** Postfix's policy delegation ({@code check_policy_service}). */
public final class PolicyProtocol implements Protocol<PolicyService> {

    @Override
    public String key() {
        return "sockets.policy_socket";
    }

    @Override
    public List<ProtocolEndpoint> endpoints(SocketsSection settings) {
        return List.of(new ProtocolEndpoint("policy", "policy", settings.policy()));
    }

    @Override
    public PolicyService service(ServiceContext context) {
        return new PolicyService(
                context.configuration().rules(),
                context.newLookups(),
                context.log(),
                context.observer(),
                context.configuration().policy().decisionIds(),
                context.binder());
    }

    @Override
    public ProtocolHandler open(ProtocolEndpoint endpoint, Supplier<PolicyService> inUse) {
        return CodecHandler.policy(inUse);
    }
}
