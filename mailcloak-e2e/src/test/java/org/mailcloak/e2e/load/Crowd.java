package org.mailcloak.e2e.load;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Connections on which nobody says anything. */
public final class Crowd implements AutoCloseable {
    private final List<SocketChannel> connections = new ArrayList<>();

    private Crowd() {}

    public static Crowd of(int size, Path socket) throws IOException {
        Crowd crowd = new Crowd();
        try {
            crowd.grow(size, socket);
            return crowd;
        } catch (IOException e) {
            crowd.close();
            throw e;
        }
    }

    /** Connects further ones, few enough to wait in the backlog where the server cannot accept. */
    public void grow(int size, Path socket) throws IOException {
        for (int i = 0; i < size; i++) {
            SocketChannel connection = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            connections.add(connection);
            connection.configureBlocking(false);
        }
    }

    /** How many the server has closed. */
    public long refused() throws IOException {
        long refused = 0;
        for (SocketChannel connection : connections) {
            refused += connection.read(ByteBuffer.allocate(1)) < 0 ? 1 : 0;
        }
        return refused;
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }
}
