package org.mailcloak.e2e.drill;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.mailcloak.e2e.load.Load;

/**
 * The result of a fault drill in one line.
 *
 * @param injected what was done to the server
 * @param seen what clients saw
 * @param kept what was not lost and not wrong
 * @param recovery from the end of the fault until all is as before
 */
record DrillLine(String injected, String seen, String kept, Duration recovery) {

    void print() {
        System.out.printf(
                Locale.ROOT, "Drill | %s | %s | %s | recovery %d ms%n", injected, seen, kept, recovery.toMillis());
    }

    /** Of replies to a {@link Load}. */
    static String count(List<Load.Reply> replies) {
        return String.format(
                Locale.ROOT,
                "%d right, %d deferred, %d other, slowest %d ms",
                count(replies, Load.Reply::isRight),
                count(replies, Load.Reply::isDeferral),
                count(replies, reply -> !reply.isRight() && !reply.isDeferral()),
                replies.stream()
                        .mapToLong(reply -> reply.took().toMillis())
                        .max()
                        .orElse(0));
    }

    private static long count(List<Load.Reply> replies, Predicate<Load.Reply> what) {
        return replies.stream().filter(what).count();
    }
}
