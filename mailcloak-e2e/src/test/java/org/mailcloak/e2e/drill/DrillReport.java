package org.mailcloak.e2e.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.mailcloak.e2e.env.FaultProxy;
import org.mailcloak.e2e.load.Load.Kind;
import org.mailcloak.e2e.load.Load.Reply;

/** Counts the replies and the requests of the phases of a drill. */
final class DrillReport {

    /** @param to when it ended; times are those of {@link System#nanoTime} */
    record Phase(String name, long from, long to, Duration recovery) {}

    private static final Set<Kind> CACHED = Set.of(Kind.KNOWN_RECIPIENT, Kind.KNOWN_SENDER, Kind.FOREIGN_SENDER);

    private final List<Phase> phases = new ArrayList<>();
    private final List<Reply> replies;
    private final List<FaultProxy.Seen> requests;

    DrillReport(List<Phase> phases, List<Reply> replies, List<FaultProxy.Seen> requests) {
        this.phases.addAll(phases);
        this.replies = replies;
        this.requests = requests;
    }

    List<Reply> of(Predicate<Reply> what) {
        return replies.stream().filter(what).toList();
    }

    /** Accepted, though the sender is not theirs or the recipient does not exist. */
    List<Reply> wrongAccepts() {
        return of(reply -> (reply.kind() == Kind.FOREIGN_SENDER || reply.kind() == Kind.UNKNOWN)
                && reply.action().equals("DUNNO"));
    }

    /** Refused for good, though user and sender are right. */
    List<Reply> wrongRefusals() {
        return of(reply -> reply.kind() != Kind.FOREIGN_SENDER
                && reply.kind() != Kind.UNKNOWN
                && reply.action().startsWith("5"));
    }

    /** Neither right nor the deferral of an outage. */
    List<Reply> otherwiseWrong() {
        return of(reply -> !reply.isRight() && !reply.isDeferral());
    }

    List<Reply> deferralsOfCached() {
        return of(reply -> CACHED.contains(reply.kind()) && !reply.isRight());
    }

    Duration slowest(Predicate<Reply> what) {
        return replies.stream()
                .filter(what)
                .map(Reply::took)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** The most requests in any second that begins between the two. */
    long mostRequestsInASecond(long from, long to) {
        long most = 0;
        for (long begin = from; begin < to; begin += 100_000_000L) {
            most = Math.max(most, requestsBetween(begin, begin + 1_000_000_000L));
        }
        return most;
    }

    long requestsBetween(long from, long to) {
        return requests.stream()
                .filter(request -> request.at() >= from && request.at() < to)
                .count();
    }

    /** Requests in each second from an instant on. */
    List<Long> requestsBySecond(long from, int seconds) {
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            counts.add(requestsBetween(from + i * 1_000_000_000L, from + (i + 1) * 1_000_000_000L));
        }
        return counts;
    }

    String table() {
        StringBuilder table = new StringBuilder(String.format(
                "%-22s %6s %8s | %21s | %21s | %21s | %8s %8s %7s %9s%n",
                "phase",
                "s",
                "replies",
                "cached ok/451/wrong",
                "cold ok/451/wrong",
                "unknown 550/451/wrong",
                "slow c.",
                "slow u.",
                "req/s",
                "recovery"));
        phases.forEach(phase -> table.append(row(phase)));
        return table.toString();
    }

    private String row(Phase phase) {
        Predicate<Reply> in = reply -> reply.askedAt() >= phase.from() && reply.askedAt() < phase.to();
        Predicate<Reply> cached = in.and(reply -> CACHED.contains(reply.kind()));
        Predicate<Reply> others = in.and(reply -> !CACHED.contains(reply.kind()));
        return String.format(
                Locale.ROOT,
                "%-22s %6.1f %8d | %21s | %21s | %21s | %5d ms %5d ms %7d %9s%n",
                phase.name(),
                (phase.to() - phase.from()) / 1e9,
                of(in).size(),
                counts(cached),
                counts(others.and(reply -> reply.kind() == Kind.COLD_USER)),
                counts(others.and(reply -> reply.kind() == Kind.UNKNOWN)),
                slowest(cached).toMillis(),
                slowest(others).toMillis(),
                mostRequestsInASecond(phase.from(), phase.to()),
                phase.recovery().isZero() ? "" : phase.recovery().toMillis() + " ms");
    }

    private String counts(Predicate<Reply> what) {
        return of(what.and(Reply::isRight)).size() + "/"
                + of(what.and(Reply::isDeferral)).size() + "/"
                + of(what.and(reply -> !reply.isRight() && !reply.isDeferral())).size();
    }
}
