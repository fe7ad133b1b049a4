package org.mailcloak.idp.ldap.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.SocketFactory;

/**
 * A factory of sockets that connect to one Unix domain socket, regardless of the address in the call: for
 * {@code ldapi://}. Safe for many threads.
 */
public final class LocalSocketFactory extends SocketFactory {

    private final Path path;

    /** @param path of the server's socket */
    public LocalSocketFactory(Path path) {
        this.path = path;
    }

    @Override
    public Socket createSocket() throws IOException {
        return new LocalSocket(path);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return connected();
    }

    private Socket connected() throws IOException {
        LocalSocket socket = new LocalSocket(path);
        socket.connect();
        return socket;
    }
}
