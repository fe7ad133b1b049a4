package org.mailcloak.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that sends what it is told, to the last byte. */
final class RawHttp implements AutoCloseable {

    /** Far more than any answer takes; a test that waits for it has failed. */
    private static final int PATIENCE_MILLIS = 50_000;

    private final Socket socket;

    RawHttp(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One request, and all that comes back until the server closes. */
    static String exchange(int port, String request) {
        try (RawHttp http = new RawHttp(port)) {
            return http.send(request).receiveToEnd();
        }
    }

    RawHttp send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The same where the server may have closed already. */
    RawHttp trySend(String text) {
        try {
            return send(text);
        } catch (UncheckedIOException closed) {
            return this;
        }
    }

    /** A reset counts as an end. */
    String receiveToEnd() {
        StringBuilder received = new StringBuilder();
        byte[] some = new byte[4_096];
        try {
            int length = socket.getInputStream().read(some);
            while (length >= 0) {
                received.append(new String(some, 0, length, StandardCharsets.ISO_8859_1));
                length = socket.getInputStream().read(some);
            }
        } catch (java.net.SocketTimeoutException silent) {
            throw new UncheckedIOException("The server neither answers nor closes", silent);
        } catch (IOException reset) {
            return received.toString();
        }
        return received.toString();
    }

    /** Sends a byte again and again until the server has closed. */
    void dripToEnd() {
        try {
            socket.setSoTimeout(50);
            while (true) {
                socket.getOutputStream().write('a');
                try {
                    if (socket.getInputStream().read() < 0) {
                        return;
                    }
                } catch (java.net.SocketTimeoutException stillOpen) {
                    continue;
                }
            }
        } catch (IOException closed) {
            return;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
