package org.mailcloak.server.control;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.mailcloak.decision.ProtocolState;
import org.mailcloak.decision.Reason;
import org.mailcloak.decision.Verdict;
import org.mailcloak.protocol.socketmap.SocketmapReply;
import org.mailcloak.server.handler.RequestObserver;

/**
 * Counts refusals and deferrals by reason, and remembers when each was last; passes everything on. Nothing is allocated
 * while it counts. Safe for use by many threads.
 */
public final class RefusalTally implements RequestObserver {

    private final RequestObserver next;
    private final Map<Reason, Count> counts = new EnumMap<>(Reason.class);

    /** How often, and when at last, in milliseconds since 1970. */
    private record Count(LongAdder times, AtomicLong last) {}

    /**
     * A reason that something was refused or deferred for.
     *
     * @param reason of the decisions
     * @param times how often since the start
     * @param lastMillis when at last, in milliseconds since 1970
     */
    public record Refusal(Reason reason, long times, long lastMillis) {}

    /** @param next is notified of everything too */
    public RefusalTally(RequestObserver next) {
        this.next = next;
        for (Reason reason : Reason.values()) {
            if (reason.verdict() != Verdict.PASS) {
                counts.put(reason, new Count(new LongAdder(), new AtomicLong()));
            }
        }
    }

    @Override
    public void decided(ProtocolState stage, Reason reason, long nanos) {
        Count count = counts.get(reason);
        if (count != null) {
            count.times().increment();
            count.last().lazySet(System.currentTimeMillis());
        }
        next.decided(stage, reason, nanos);
    }

    @Override
    public void lookedUp(String map, SocketmapReply.Kind outcome, long nanos) {
        next.lookedUp(map, outcome, nanos);
    }

    @Override
    public void unknownMap() {
        next.unknownMap();
    }

    /** Those that there have been, the latest first. */
    public List<Refusal> refusals() {
        return counts.entrySet().stream()
                .map(entry -> new Refusal(
                        entry.getKey(),
                        entry.getValue().times().sum(),
                        entry.getValue().last().get()))
                .filter(refusal -> refusal.times() > 0)
                .sorted(Comparator.comparingLong(Refusal::lastMillis).reversed())
                .toList();
    }
}
