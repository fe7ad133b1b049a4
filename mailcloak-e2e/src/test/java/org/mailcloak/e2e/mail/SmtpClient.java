package org.mailcloak.e2e.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;

/** One SMTP session on plain sockets, so that a test can send what a mail library would refuse to send. */
public final class SmtpClient implements AutoCloseable {

    /** Longer than Postfix's two tries of an absent policy service; a hang of the server side is an error. */
    private static final int READ_TIMEOUT_MILLIS = 20_000;

    private static final int LOGGED_IN = 235;

    private Socket socket;
    private BufferedReader in;
    private OutputStream out;

    private SmtpClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = reader(socket);
        this.out = socket.getOutputStream();
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Connects and greets with EHLO. */
    public static SmtpClient connect(int port) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(READ_TIMEOUT_MILLIS);
            SmtpClient client = new SmtpClient(socket);
            SmtpReply banner = client.readReply();
            SmtpReply greeting = client.command("EHLO client.example");
            if (!banner.accepted() || !greeting.accepted()) {
                throw new IllegalStateException("no SMTP service: " + banner + ", " + greeting);
            }
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes on encrypted, with a new greeting. */
    public void startTls(SSLContext trust) {
        SmtpReply ready = command("STARTTLS");
        if (ready.code() != 220) {
            throw new IllegalStateException("no STARTTLS: " + ready);
        }
        try {
            socket = trust.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
            in = reader(socket);
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        command("EHLO client.example");
    }

    public SmtpReply login(String user, String password) {
        byte[] message = ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
        return command("AUTH PLAIN " + Base64.getEncoder().encodeToString(message));
    }

    /** This session, if that login succeeded; else it is closed, and the test has failed. */
    public SmtpClient requireLogin(SmtpReply login) {
        if (login.code() != LOGGED_IN) {
            close();
            throw new IllegalStateException("login: " + login);
        }
        return this;
    }

    /** Logs in with a token (RFC 7628). */
    public SmtpReply bearer(String user, String token) {
        return tokenLogin("OAUTHBEARER", "n,a=" + user + ",\1auth=Bearer " + token + "\1\1", "AQ==");
    }

    /** The same in the older way of Google and Microsoft. */
    public SmtpReply xoauth2(String user, String token) {
        return tokenLogin("XOAUTH2", "user=" + user + "\1auth=Bearer " + token + "\1\1", "");
    }

    /** Not in one line with AUTH: tokens are longer than Postfix's limit for commands. */
    private SmtpReply tokenLogin(String mechanism, String message, String afterFailure) {
        SmtpReply reply = command("AUTH " + mechanism);
        if (reply.code() == 334) {
            reply = command(Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8)));
        }
        // A refusal is told in a challenge, and confirmed before the reply comes.
        return reply.code() == 334 ? command(afterFailure) : reply;
    }

    /** Sends {@code MAIL FROM:<sender>} with the text between the brackets as given. */
    public SmtpReply mail(String sender) {
        return command("MAIL FROM:<" + sender + ">");
    }

    public SmtpReply rcpt(String recipient) {
        return command("RCPT TO:<" + recipient + ">");
    }

    public SmtpReply reset() {
        return command("RSET");
    }

    /** What the pair of addresses is answered, without sending a message: the first refusal, or the reply to RCPT. */
    public SmtpReply probe(String sender, String recipient) {
        SmtpReply atMail = mail(sender);
        SmtpReply decisive = atMail.accepted() ? rcpt(recipient) : atMail;
        reset();
        return decisive;
    }

    /** Sends one message; the answer is the first refusal, or the reply to the end of data. */
    public SmtpReply send(String sender, String recipient, TestMessage message) {
        SmtpReply reply = mail(sender);
        if (reply.accepted()) {
            reply = rcpt(recipient);
        }
        if (reply.accepted()) {
            return data(message);
        }
        reset();
        return reply;
    }

    /** Sends the content of a transaction; the answer is the refusal of DATA, or the reply to the end of data. */
    public SmtpReply data(TestMessage message) {
        return data(message, "");
    }

    /** @param header lines that stand before those of the message, each with its line end */
    public SmtpReply data(TestMessage message, String header) {
        SmtpReply reply = command("DATA");
        return reply.accepted() ? command(header + message.text() + "\r\n.") : reply;
    }

    public SmtpReply command(String line) {
        try {
            out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return readReply();
        } catch (IOException e) {
            throw new UncheckedIOException("after " + line, e);
        }
    }

    /** Sends all lines at once (RFC 2920); the answers in their order. */
    public List<SmtpReply> pipeline(List<String> lines) {
        try {
            out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            List<SmtpReply> replies = new ArrayList<>(lines.size());
            for (int i = 0; i < lines.size(); i++) {
                replies.add(readReply());
            }
            return replies;
        } catch (IOException e) {
            throw new UncheckedIOException("after " + lines, e);
        }
    }

    private SmtpReply readReply() throws IOException {
        StringBuilder text = new StringBuilder();
        while (true) {
            String line = in.readLine();
            if (line == null) {
                throw new IOException("connection closed after: " + text);
            }
            text.append(text.isEmpty() ? "" : "\n").append(line);
            if (line.length() < 4 || line.charAt(3) != '-') {
                return new SmtpReply(text.toString());
            }
        }
    }

    @Override
    public void close() {
        try {
            command("QUIT");
        } finally {
            disconnect();
        }
    }

    private void disconnect() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
