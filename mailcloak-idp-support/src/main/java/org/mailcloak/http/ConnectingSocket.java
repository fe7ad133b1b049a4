package org.mailcloak.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;

/**
 * A socket that distinguishes a failure to connect from a connection that broke. Java throws a bare {@link
 * SocketException} for both where the operating system says more than "refused" or "no route to host": no network, no
 * leave, no port left.
 */
final class ConnectingSocket extends Socket {

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        try {
            super.connect(endpoint, timeout);
        } catch (ConnectException | NoRouteToHostException e) {
            throw e;
        } catch (SocketException e) {
            // Without the cause: the message is all that there is, and it is the operating system's.
            throw new NoRouteToHostException(e.getMessage());
        }
    }
}
