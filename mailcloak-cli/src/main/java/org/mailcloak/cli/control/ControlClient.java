package org.mailcloak.cli.control;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Asks the server, a line of JSON for a line of JSON.
 *
 * @param socket the control socket
 */
public record ControlClient(Path socket) {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MAX_ANSWER_BYTES = 1024 * 1024;

    /**
     * Asks one question.
     *
     * @param call its name
     * @throws NotRunningException if no server listens
     * @throws IOException if there is one and it gives no answer, or this user may not ask; the message says which
     */
    public JsonObject call(String call) throws IOException {
        if (!Files.exists(socket) && Files.isReadable(folder())) {
            throw new NotRunningException("there is no socket " + socket);
        }
        String request = Json.createObjectBuilder().add("call", call).build() + "\n";
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            connect(channel);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            return parse(line(channel, selector));
        }
    }

    private Path folder() {
        Path parent = socket.toAbsolutePath().getParent();
        return parent == null ? socket : parent;
    }

    private void connect(SocketChannel channel) throws IOException {
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException failure) {
            String why = String.valueOf(failure.getMessage());
            if (why.contains("refused")) {
                throw new NotRunningException("nothing listens on " + socket);
            }
            throw new IOException(
                    why.contains("denied")
                            ? "this user may not use " + socket + "; run the command as root, or as a user of its group"
                            : socket + ": " + why,
                    failure);
        }
    }

    private String line(SocketChannel channel, Selector selector) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer part = ByteBuffer.allocate(16 * 1024);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (answer.size() < MAX_ANSWER_BYTES) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0 || selector.select(left) == 0) {
                throw new IOException(
                        "the server does not answer on " + socket + " within " + PATIENCE.toSeconds() + " s");
            }
            selector.selectedKeys().clear();
            int count = channel.read(part.clear());
            if (count < 0) {
                throw new IOException("the server closed the connection on " + socket + " without an answer");
            }
            answer.write(part.array(), 0, count);
            if (count > 0 && part.get(count - 1) == '\n') {
                return answer.toString(StandardCharsets.UTF_8);
            }
        }
        throw new IOException("the answer on " + socket + " is too long");
    }

    private JsonObject parse(String line) throws IOException {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        } catch (RuntimeException notJson) {
            // A nesting that is too deep comes as no JsonException.
            throw new IOException("what listens on " + socket + " is no Mailcloak: " + notJson.getMessage(), notJson);
        }
    }
}
