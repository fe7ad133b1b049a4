package org.mailcloak.e2e.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.mailcloak.e2e.env.PolicyClient;

/** As many warm requests as some connections can make, each waiting for its reply; every reply is the right one. */
public record Traffic(Path socket, int connections) {

    private static final Duration ROUND = Duration.ofSeconds(2);

    /** Replies per second, over one round. */
    public double perSecond() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<Long>> counts = new ArrayList<>();
            long end = System.nanoTime() + ROUND.toNanos();
            for (int i = 0; i < connections; i++) {
                int number = i;
                counts.add(threads.submit(() -> ask("known" + number % Load.KNOWN_USERS, end)));
            }
            long sum = 0;
            for (Future<Long> count : counts) {
                sum += count.get();
            }
            return sum / (ROUND.toMillis() / 1000.0);
        } finally {
            threads.shutdownNow();
        }
    }

    private long ask(String user, long end) throws Exception {
        long count = 0;
        try (PolicyClient client = new PolicyClient(socket)) {
            for (; System.nanoTime() < end; count++) {
                String action = client.ask(user, Load.address(user), Load.address(user));
                if (!action.equals("DUNNO")) {
                    throw new AssertionError("a warm request was answered with " + action);
                }
            }
        }
        return count;
    }
}
