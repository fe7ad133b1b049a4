package org.mailcloak.server.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client of a listening socket, which waits for what it expects. */
public final class Peer implements AutoCloseable {

    private final SocketChannel channel;

    private Peer(SocketChannel channel) {
        this.channel = channel;
    }

    public static Peer unix(Path path) {
        return connect(UnixDomainSocketAddress.of(path));
    }

    public static Peer inet(int port) {
        return connect(new InetSocketAddress("127.0.0.1", port));
    }

    private static Peer connect(SocketAddress address) {
        try {
            SocketChannel channel = SocketChannel.open(address);
            if (address instanceof InetSocketAddress) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            return new Peer(channel);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Peer send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public Peer send(byte... bytes) {
        return send(ByteBuffer.wrap(bytes));
    }

    /** In one write. */
    public Peer send(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Ends the sending side; replies can still be received. */
    public Peer finish() {
        try {
            channel.shutdownOutput();
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** So many bytes, or fewer if the other side closes before. */
    public byte[] receiveBytes(int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining() && read(bytes) >= 0) {
            // goes on
        }
        byte[] received = new byte[bytes.position()];
        bytes.flip().get(received);
        return received;
    }

    public String receive(int count) {
        return new String(receiveBytes(count), StandardCharsets.UTF_8);
    }

    /** All that comes until the other side closes. */
    public String receiveToEnd() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer bytes = ByteBuffer.allocate(4_096);
        while (read(bytes.clear()) >= 0) {
            all.write(bytes.array(), 0, bytes.position());
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** A reset connection counts as closed: that is what unread bytes make of it. */
    private int read(ByteBuffer into) {
        try {
            return channel.read(into);
        } catch (ClosedByInterruptException tooLate) {
            throw new UncheckedIOException(tooLate);
        } catch (IOException reset) {
            return -1;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
