package org.mailcloak.e2e.mail;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The Maildirs that Dovecot delivers to, one folder for each user below a common root. */
public record MaildirMailboxes(Path root) {

    /** Longest way of a message from the end of data into the Maildir on a busy machine. */
    private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(20);

    private static final int MOST_ATTEMPTS = 20;

    /** A delivered message: whose mailbox, and its header and body with LF line ends. */
    public record Delivered(String user, String content) {

        /** Envelope sender as Dovecot noted it, without the angle brackets; empty for a bounce. */
        public String returnPath() {
            String prefix = "Return-Path: <";
            String line = content.lines()
                    .filter(header -> header.startsWith(prefix))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no Return-Path in " + content));
            return line.substring(prefix.length(), line.length() - 1);
        }

        boolean is(TestMessage message) {
            return content.contains(TestMessage.HEADER + message.id());
        }
    }

    public Delivered await(TestMessage message) {
        return Awaitility.await("delivery of " + message)
                .atMost(DELIVERY_LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> find(message), found -> !found.isEmpty())
                .get(0);
    }

    /** Which of the messages lie in a mailbox, once for each copy. */
    public List<TestMessage> presentOf(List<TestMessage> messages) {
        List<Delivered> all = all();
        return messages.stream()
                .flatMap(message ->
                        all.stream().filter(delivered -> delivered.is(message)).map(delivered -> message))
                .toList();
    }

    public List<Delivered> find(TestMessage message) {
        return all().stream().filter(delivered -> delivered.is(message)).toList();
    }

    /**
     * Every message of every user, read or not. Messages still being written are in {@code tmp} and left out. Dovecot moves
     * messages and makes lock files meanwhile: then all is looked through again.
     */
    public List<Delivered> all() {
        if (Files.notExists(root)) {
            return List.of();
        }
        UncheckedIOException moved = null;
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                return lookThrough();
            } catch (UncheckedIOException e) {
                moved = e;
            }
        }
        throw requireNonNull(moved);
    }

    private List<Delivered> lookThrough() {
        try (Stream<Path> files = Files.find(root, 3, (file, attributes) -> attributes.isRegularFile())) {
            return files.filter(MaildirMailboxes::complete).map(this::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean complete(Path file) {
        String folder = file.getParent().getFileName().toString();
        return folder.equals("new") || folder.equals("cur");
    }

    private Delivered read(Path file) {
        try {
            String content = Files.readString(file, StandardCharsets.UTF_8).replace("\r\n", "\n");
            return new Delivered(root.relativize(file).getName(0).toString(), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
