package org.mailcloak.e2e.env;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands before an HTTP server, notes every request and, if told so, answers in the server's place. One request at a time
 * on each connection: no pipelining. Where the server is gone, connections end with a reset.
 */
public final class FaultProxy implements AutoCloseable {

    /** What happens to a request. */
    public enum Fault {
        NONE(""),
        HANG(""),
        UNAUTHORIZED("401 Unauthorized"),
        FORBIDDEN("403 Forbidden"),
        TOO_MANY_REQUESTS("429 Too Many Requests"),
        SERVER_ERROR("500 Internal Server Error"),
        HALF_A_BODY("200 OK");

        private final String status;

        Fault(String status) {
            this.status = status;
        }

        byte[] answer() {
            String body = this == HALF_A_BODY ? "[{\"id\":\"1\",\"user" : "{}";
            int length = this == HALF_A_BODY ? 500 : body.length();
            return ("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + length
                            + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** @param at by {@link System#nanoTime} */
    public record Seen(long at, String line) {
        public boolean isForToken() {
            return line.startsWith("POST ") && line.contains("/protocol/openid-connect/token");
        }
    }

    private final URI server;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private volatile Fault fault = Fault.NONE;

    public FaultProxy(URI server) {
        this.server = server;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    public void fault(Fault next) {
        fault = next;
    }

    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket upstream = new Socket()) {
            open.add(upstream);
            InputStream in = new BufferedInputStream(client.getInputStream());
            while (true) {
                answer(request(in), client, upstream);
            }
        } catch (IOException over) {
            // Either side has gone; with it goes the other.
        } finally {
            open.remove(client);
        }
    }

    private void answer(byte[] request, Socket client, Socket upstream) throws IOException {
        Fault now = fault;
        if (now == Fault.NONE) {
            if (!upstream.isConnected()) {
                client.setSoLinger(true, 0);
                upstream.connect(new InetSocketAddress(server.getHost(), server.getPort()));
                client.setSoLinger(false, 0);
                threads.execute(() -> pump(upstream, client));
            }
            upstream.getOutputStream().write(request);
        } else if (now != Fault.HANG) {
            client.getOutputStream().write(now.answer());
            if (now == Fault.HALF_A_BODY) {
                throw new EOFException("half a body is all there is");
            }
        }
    }

    private void pump(Socket upstream, Socket client) {
        try (client;
                upstream) {
            upstream.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException over) {
            // Either side has gone; with it goes the other.
        } finally {
            open.remove(upstream);
        }
    }

    private byte[] request(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("no more requests");
            }
            bytes.write(next);
        }
        List<String> head = bytes.toString(StandardCharsets.ISO_8859_1).lines().toList();
        seen.add(new Seen(System.nanoTime(), head.get(0)));
        int length = head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
        bytes.writeBytes(in.readNBytes(length));
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
