package org.mailcloak.idp.ldap.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** Writes to a channel that does not block, and waits until all is written: as sockets do, without a timeout. */
final class ChannelOutput extends OutputStream {

    private final SocketChannel channel;
    private final Readiness readiness;

    ChannelOutput(SocketChannel channel) {
        this.channel = channel;
        this.readiness = new Readiness(channel, SelectionKey.OP_WRITE);
    }

    void wakeUp() throws IOException {
        readiness.close();
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(from, offset, length);
        try {
            while (rest.hasRemaining()) {
                if (channel.write(rest) == 0) {
                    readiness.await(0);
                }
            }
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
