package org.mailcloak.server;

import java.util.List;
import org.mailcloak.server.handler.PolicyProtocol;
import org.mailcloak.server.handler.Protocol;
import org.mailcloak.server.handler.SocketmapProtocol;
import org.mailcloak.server.handler.TcpTableProtocol;

/** The protocols that the server speaks: the one place that names them. */
final class Protocols {

    /** In the order in which their sockets are opened and shown. */
    static final List<Protocol<?>> ALL = List.of(new PolicyProtocol(), new SocketmapProtocol(), new TcpTableProtocol());

    private Protocols() {}
}
