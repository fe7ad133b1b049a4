package org.mailcloak.e2e.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;

/** An IMAP session over TLS (RFC 9051), as far as it takes to see what an account finds in its INBOX. */
public final class ImapClient implements AutoCloseable {

    private static final int READ_TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final BufferedReader in;

    private ImapClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Connects and logs in; the test has failed if that is refused. */
    public static ImapClient login(int port, SSLContext trust, String user, String password) {
        return open(port, trust, "LOGIN \"" + user + "\" \"" + password + "\"");
    }

    /** The same by a token (RFC 7628). */
    public static ImapClient bearer(int port, SSLContext trust, String user, String token) {
        String message = "n,a=" + user + ",\1auth=Bearer " + token + "\1\1";
        return open(
                port,
                trust,
                "AUTHENTICATE OAUTHBEARER "
                        + Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8)));
    }

    private static ImapClient open(int port, SSLContext trust, String login) {
        try {
            Socket socket = trust.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(READ_TIMEOUT_MILLIS);
            ImapClient client = new ImapClient(socket);
            client.in.readLine();
            client.command(login);
            client.command("SELECT INBOX");
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean has(TestMessage message) {
        return command("SEARCH HEADER " + TestMessage.HEADER.replaceAll("[: ]+$", "") + " " + message.id()).stream()
                .anyMatch(line -> line.matches("\\* SEARCH \\d+"));
    }

    /** The untagged lines of the answer. */
    private List<String> command(String text) {
        try {
            socket.getOutputStream().write(("a " + text + "\r\n").getBytes(StandardCharsets.UTF_8));
            List<String> lines = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("a OK")) {
                    return lines;
                }
                if (line.startsWith("a ")) {
                    throw new IllegalStateException(text + ": " + line);
                }
                lines.add(line);
            }
            throw new IllegalStateException(text + ": the server closed the connection");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
