package org.mailcloak.server.handler;

import java.util.List;
import java.util.function.Supplier;
import org.mailcloak.config.SocketsSection;
import org.mailcloak.server.transport.ProtocolHandler;

/** Postfix's socketmap_table(5). */
public final class SocketmapProtocol implements Protocol<LookupService> {

    @Override
    public String key() {
        return "sockets.socketmap_socket";
    }

    @Override
    public List<ProtocolEndpoint> endpoints(SocketsSection settings) {
        return List.of(new ProtocolEndpoint("socketmap", "socketmap", settings.socketmap()));
    }

    @Override
    public LookupService service(ServiceContext context) {
        return LookupService.of(context);
    }

    @Override
    public ProtocolHandler open(ProtocolEndpoint endpoint, Supplier<LookupService> inUse) {
        return CodecHandler.socketmap(inUse);
    }
}
