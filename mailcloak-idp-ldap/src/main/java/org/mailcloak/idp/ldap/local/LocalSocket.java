package org.mailcloak.idp.ldap.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A stream to a Unix domain socket. Java has channels for those and no sockets (JEP 380); this is as much of a socket as a
 * client of LDAP needs: timeouts, two directions at once, an end of all that waits at {@link #close}.
 */
final class LocalSocket extends Socket {

    private final Path path;
    private final SocketChannel channel;
    private final ChannelInput input;
    private final ChannelOutput output;
    private volatile boolean connected;

    LocalSocket(Path path) throws IOException {
        super((SocketImpl) null);
        this.path = path;
        this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        this.input = new ChannelInput(channel);
        this.output = new ChannelOutput(channel);
    }

    /** Does not wait: a server whose queue is full refuses at once. */
    void connect() throws IOException {
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            channel.configureBlocking(false);
            connected = true;
        } catch (IOException e) {
            close();
            throw new SocketException(path + ": " + e.getMessage());
        }
    }

    @Override
    public void connect(SocketAddress any) throws IOException {
        connect();
    }

    @Override
    public void connect(SocketAddress any, int timeout) throws IOException {
        connect();
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public synchronized void setSoTimeout(int millis) {
        input.timeout(millis);
    }

    @Override
    public synchronized int getSoTimeout() {
        return input.timeout();
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public boolean isBound() {
        return connected;
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public boolean isInputShutdown() {
        return isClosed();
    }

    @Override
    public boolean isOutputShutdown() {
        return isClosed();
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
        input.wakeUp();
        output.wakeUp();
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return null;
    }

    @Override
    public InetAddress getLocalAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public int getPort() {
        return 0;
    }

    @Override
    public int getLocalPort() {
        return 0;
    }

    /** These are of TCP. */
    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public void setReuseAddress(boolean on) {}

    @Override
    public void setSoLinger(boolean on, int seconds) {}

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void setReceiveBufferSize(int size) {}

    @Override
    public void setSendBufferSize(int size) {}

    @Override
    public String toString() {
        return "LocalSocket[" + path + "]";
    }
}
