package org.mailcloak.idp.ldap.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Objects;

/** Reads a channel that does not block, and waits for it up to a timeout. */
final class ChannelInput extends InputStream {

    private final SocketChannel channel;
    private final Readiness readiness;
    private volatile int timeout;

    ChannelInput(SocketChannel channel) {
        this.channel = channel;
        this.readiness = new Readiness(channel, SelectionKey.OP_READ);
    }

    /** @param millis 0: without an end */
    void timeout(int millis) {
        timeout = millis;
    }

    int timeout() {
        return timeout;
    }

    void wakeUp() throws IOException {
        readiness.close();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        try {
            int read = channel.read(ByteBuffer.wrap(into, offset, length));
            while (read == 0) {
                readiness.await(timeout);
                read = channel.read(ByteBuffer.wrap(into, offset, length));
            }
            return read;
        } catch (ClosedChannelException e) {
            throw Readiness.closed();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        wakeUp();
    }
}
