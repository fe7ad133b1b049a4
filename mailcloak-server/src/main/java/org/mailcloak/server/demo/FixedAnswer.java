package org.mailcloak.server.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An HTTP server on the loopback address that gives every request the same answer. */
final class FixedAnswer implements AutoCloseable {

    private static final int MAX_REQUEST = 8_192;

    private final ServerSocket listening;
    private final byte[] answer;

    private FixedAnswer(ServerSocket listening, String json) {
        this.listening = listening;
        this.answer = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                        + "\r\nConnection: close\r\n\r\n" + json)
                .getBytes(StandardCharsets.US_ASCII);
    }

    static FixedAnswer start(String json) throws IOException {
        FixedAnswer server = new FixedAnswer(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), json);
        Thread thread = new Thread(server::serve, "fixed-answer");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    int port() {
        return listening.getLocalPort();
    }

    private void serve() {
        while (!listening.isClosed()) {
            answerNext();
        }
    }

    private void answerNext() {
        try (Socket peer = listening.accept();
                InputStream in = peer.getInputStream()) {
            if (in.read(new byte[MAX_REQUEST]) > 0) {
                peer.getOutputStream().write(answer);
            }
        } catch (IOException gone) {
            // The peer, which then has no answer, or the listening socket, which ends the loop.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
