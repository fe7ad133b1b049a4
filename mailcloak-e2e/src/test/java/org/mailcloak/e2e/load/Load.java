package org.mailcloak.e2e.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.mailcloak.e2e.env.PolicyClient;
import org.mailcloak.protocol.ProtocolException;

/**
 * Mail traffic: connections that each ask at a steady pace, one question at a time. Users are named {@code known0} and so
 * on, whom the server has seen, and {@code cold0} and so on, of whom each phase has some that were never asked for before.
 */
public final class Load implements AutoCloseable {

    public static final int CONNECTIONS = 20;
    public static final int KNOWN_USERS = 40;
    public static final int COLD_USERS_A_PHASE = 100;

    private static final Duration PACE = Duration.ofMillis(40);
    private static final String OUTSIDE = "someone@outside.example";

    /** What is asked, and what is the right answer as long as the provider can be asked. */
    public enum Kind {
        KNOWN_RECIPIENT("DUNNO"),
        KNOWN_SENDER("DUNNO"),
        FOREIGN_SENDER("553"),
        COLD_USER("DUNNO"),
        UNKNOWN("550");

        private final String right;

        Kind(String right) {
            this.right = right;
        }
    }

    /** Times are those of {@link System#nanoTime}. */
    public record Reply(Kind kind, String action, long askedAt, long answeredAt) {

        public boolean isRight() {
            return action.startsWith(kind.right);
        }

        public boolean isDeferral() {
            return action.startsWith("451 4.3.0 ");
        }

        public Duration took() {
            return Duration.ofNanos(answeredAt - askedAt);
        }
    }

    private final Path socket;
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicInteger phase = new AtomicInteger();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    public Load(Path socket) {
        this.socket = socket;
    }

    public void start() {
        for (int i = 0; i < CONNECTIONS; i++) {
            int number = i;
            Thread thread = new Thread(() -> run(number), "load-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** From now on other cold users are asked for. */
    public void nextPhase() {
        phase.incrementAndGet();
    }

    public List<Reply> replies() {
        return List.copyOf(replies);
    }

    /** Questions that have no reply; after {@link #close}. */
    public long lost() {
        return asked.get() - replies.size();
    }

    public List<Exception> failures() {
        return List.copyOf(failures);
    }

    private void run(int number) {
        try (PolicyClient client = new PolicyClient(socket)) {
            for (int i = number; !over; i++) {
                LockSupport.parkNanos(PACE.toNanos());
                ask(client, number, i);
            }
        } catch (IOException | ProtocolException | RuntimeException e) {
            failures.add(e);
        }
    }

    private void ask(PolicyClient client, int number, int i) throws IOException, ProtocolException {
        String known = "known" + i % KNOWN_USERS;
        String other = "known" + (i + 7) % KNOWN_USERS;
        switch (i % 10) {
            case 0 -> ask(client, Kind.COLD_USER, "", OUTSIDE, "cold" + cold(i));
            case 1 -> ask(client, Kind.UNKNOWN, "", OUTSIDE, "nobody" + number + "-" + i);
            case 2 -> ask(client, Kind.FOREIGN_SENDER, known, address(other), other);
            case 3, 4, 5 -> ask(client, Kind.KNOWN_SENDER, known, address(known), other);
            default -> ask(client, Kind.KNOWN_RECIPIENT, "", OUTSIDE, known);
        }
    }

    private int cold(int i) {
        return phase.get() * COLD_USERS_A_PHASE + i / 10 % COLD_USERS_A_PHASE;
    }

    private void ask(PolicyClient client, Kind kind, String login, String sender, String recipient)
            throws IOException, ProtocolException {
        asked.incrementAndGet();
        long begin = System.nanoTime();
        String action = client.ask(login, sender, address(recipient));
        replies.add(new Reply(kind, action, begin, System.nanoTime()));
    }

    public static String address(String login) {
        return login + "@d1.test";
    }

    /** Lets every connection get its last reply. */
    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join(Duration.ofSeconds(20).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
