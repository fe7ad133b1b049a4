package org.mailcloak.server.handler;

import java.util.List;
import java.util.function.Supplier;
import org.mailcloak.config.SocketsSection;
import org.mailcloak.server.transport.ProtocolHandler;

/** Postfix's tcp_table(5): a socket for each map. */
public final class TcpTableProtocol implements Protocol<LookupService> {

    private static final String NAME = "tcp-";

    @Override
    public String key() {
        return "sockets.tcp_tables";
    }

    @Override
    public List<ProtocolEndpoint> endpoints(SocketsSection settings) {
        return settings.tcpTables().entrySet().stream()
                .map(table ->
                        new ProtocolEndpoint(NAME + table.getKey(), "tcp_table " + table.getKey(), table.getValue()))
                .toList();
    }

    @Override
    public LookupService service(ServiceContext context) {
        return LookupService.of(context);
    }

    @Override
    public ProtocolHandler open(ProtocolEndpoint endpoint, Supplier<LookupService> inUse) {
        return CodecHandler.tcpTable(inUse, endpoint.name().substring(NAME.length()));
    }
}
