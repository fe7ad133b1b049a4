package org.mailcloak.idp.ldap.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalSocketTest {

    /** More than a socket buffers. */
    private static final int MUCH = 4_000_000;

    @TempDir
    private Path folder;

    private ServerSocketChannel server;
    private Socket client;
    private SocketChannel peer;

    @BeforeEach
    void connect() throws IOException {
        Path path = folder.resolve("s");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        client = new LocalSocketFactory(path).createSocket();
        client.connect(new InetSocketAddress("127.0.0.1", 1), 1_000);
        peer = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        peer.close();
        server.close();
    }

    @Test
    void bytesShouldArriveInBothDirections() throws IOException {
        client.getOutputStream().write(new byte[] {1, (byte) 255});
        peer.write(ByteBuffer.wrap(new byte[] {2, (byte) 254}));

        assertThat(Channels.newInputStream(peer).readNBytes(2)).containsExactly(1, -1);
        assertThat(client.getInputStream().read()).isEqualTo(2);
        assertThat(client.getInputStream().read()).isEqualTo(254);
        assertThat(client.isConnected()).isTrue();
    }

    @Test
    void writeShouldWaitUntilThePeerReadsWhenMuchIsWritten() throws Exception {
        CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Channels.newInputStream(peer).readNBytes(MUCH);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        client.getOutputStream().write(new byte[MUCH]);

        assertThat(read.get()).hasSize(MUCH);
    }

    @Test
    void readShouldEndWhenThePeerCloses() throws IOException {
        peer.close();

        assertThat(client.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void readShouldTimeOutAndGoOnAfterwards() throws IOException {
        client.setSoTimeout(20);
        InputStream in = client.getInputStream();
        assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);

        client.setSoTimeout(0);
        peer.write(ByteBuffer.wrap(new byte[] {7}));
        assertThat(in.read()).isEqualTo(7);
    }

    @Test
    void closeShouldEndAReadOfAnotherThread() throws Exception {
        CompletableFuture<Integer> read = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                read.complete(client.getInputStream().read());
            } catch (IOException e) {
                read.completeExceptionally(e);
            }
        });
        reader.start();
        while (reader.getState() != Thread.State.RUNNABLE && !read.isDone()) {
            Thread.onSpinWait();
        }
        client.close();

        assertThatThrownBy(read::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(SocketException.class);
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void connectShouldSayWhichPathWhenNobodyListens() throws IOException {
        try (Socket other = new LocalSocketFactory(folder.resolve("none")).createSocket()) {
            assertThatThrownBy(() -> other.connect(new InetSocketAddress("127.0.0.1", 1), 1_000))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining(folder.resolve("none").toString());
            assertThat(other.isClosed()).isTrue();
        }
    }
}
