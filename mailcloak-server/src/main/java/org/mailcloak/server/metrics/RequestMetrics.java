package org.mailcloak.server.metrics;

import static java.util.Objects.requireNonNull;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailcloak.decision.ProtocolState;
import org.mailcloak.decision.Reason;
import org.mailcloak.decision.Verdict;
import org.mailcloak.protocol.socketmap.SocketmapReply;
import org.mailcloak.server.handler.RequestObserver;

/**
 * Counts answers. Every counter there can be is made in the beginning, so counting finds it and adds: nothing
 * is allocated and no thread waits for another, nor for a scrape.
 */
final class RequestMetrics implements RequestObserver, MetricSource {

    /** The name of every map that does not exist, regardless of the name in the request. */
    private static final String UNKNOWN_MAP = "unknown";

    private final Map<ProtocolState, Map<Reason, LongAdder>> decisions = new EnumMap<>(ProtocolState.class);
    private final Map<Verdict, LatencyHistogram> decisionTimes = new EnumMap<>(Verdict.class);
    private final Map<String, MapTally> maps;
    private final LongAdder unknownMaps = new LongAdder();

    private static final class MapTally {

        private final Map<SocketmapReply.Kind, LongAdder> outcomes = adders(SocketmapReply.Kind.class);
        private final LatencyHistogram times = new LatencyHistogram();
    }

    /** @param maps the names of those that exist */
    RequestMetrics(Collection<String> maps) {
        for (ProtocolState stage : ProtocolState.values()) {
            decisions.put(stage, adders(Reason.class));
        }
        for (Verdict verdict : Verdict.values()) {
            decisionTimes.put(verdict, new LatencyHistogram());
        }
        this.maps = maps.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), map -> new MapTally()));
    }

    @Override
    public void decided(ProtocolState stage, Reason reason, long nanos) {
        requireNonNull(requireNonNull(decisions.get(stage)).get(reason)).increment();
        // A stage that is not checked takes no time, and there are five of them to each decision.
        if (reason != Reason.STAGE_NOT_CHECKED) {
            requireNonNull(decisionTimes.get(reason.verdict())).add(nanos);
        }
    }

    @Override
    public void lookedUp(String map, SocketmapReply.Kind outcome, long nanos) {
        MapTally tally = maps.get(map);
        if (tally == null) {
            unknownMap();
            return;
        }
        requireNonNull(tally.outcomes.get(outcome)).increment();
        tally.times.add(nanos);
    }

    @Override
    public void unknownMap() {
        unknownMaps.increment();
    }

    @Override
    public void collect(Samples samples) {
        samples.add(decisions());
        samples.add(decisionTimes());
        samples.add(lookUps());
        samples.add(lookUpTimes());
    }

    /** Every reason at RCPT, so that a first event is an increase too; elsewhere what has happened. */
    private CounterSnapshot decisions() {
        CounterSnapshot.Builder family = CounterSnapshot.builder()
                .name("mailcloak_policy_decisions")
                .help(
                        "Answers to policy requests, by Postfix's protocol state, the rule that decided and its verdict.");
        decisions.forEach((stage, reasons) -> reasons.forEach((reason, count) -> {
            if (count.sum() > 0 || (stage == ProtocolState.RCPT && reason != Reason.STAGE_NOT_CHECKED)) {
                Labels labels =
                        Labels.of("stage", stage.name(), "reason", lower(reason), "verdict", lower(reason.verdict()));
                family.dataPoint(point(labels, count.sum()));
            }
        }));
        return family.build();
    }

    private HistogramSnapshot decisionTimes() {
        HistogramSnapshot.Builder family = HistogramSnapshot.builder()
                .name("mailcloak_policy_duration_seconds")
                .help("From the complete policy request to its answer, stages without a check apart.");
        decisionTimes.forEach(
                (verdict, times) -> family.dataPoint(times.snapshot(Labels.of("verdict", lower(verdict)))));
        return family.build();
    }

    private CounterSnapshot lookUps() {
        CounterSnapshot.Builder family = CounterSnapshot.builder()
                .name("mailcloak_socketmap_lookups")
                .help("Answers to socketmap requests, by map and kind of reply.");
        maps.forEach((map, tally) -> tally.outcomes.forEach((outcome, count) ->
                family.dataPoint(point(Labels.of("map", map, "reply", lower(outcome)), count.sum()))));
        family.dataPoint(
                point(Labels.of("map", UNKNOWN_MAP, "reply", lower(SocketmapReply.Kind.PERM)), unknownMaps.sum()));
        return family.build();
    }

    private HistogramSnapshot lookUpTimes() {
        HistogramSnapshot.Builder family = HistogramSnapshot.builder()
                .name("mailcloak_socketmap_duration_seconds")
                .help("From the complete socketmap request to its answer.");
        maps.forEach((map, tally) -> family.dataPoint(tally.times.snapshot(Labels.of("map", map))));
        return family.build();
    }

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
        Map<E, LongAdder> adders = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            adders.put(constant, new LongAdder());
        }
        return adders;
    }

    private static CounterDataPointSnapshot point(Labels labels, long count) {
        return CounterDataPointSnapshot.builder()
                .labels(labels)
                .value((double) count)
                .build();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
