package org.mailcloak.server.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The metrics of one scrape. Names are given without the ending that the text format adds ({@code _total}). */
final class Samples {

    private final List<MetricSnapshot> families = new ArrayList<>();

    void counter(String name, String help, long value) {
        counter(name, help, (double) value);
    }

    void counter(String name, String help, double value) {
        CounterDataPointSnapshot point =
                CounterDataPointSnapshot.builder().value(value).build();
        families.add(
                CounterSnapshot.builder().name(name).help(help).dataPoint(point).build());
    }

    /** @param values by the value of the label */
    void counter(String name, String help, String label, Map<String, Long> values) {
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
        values.forEach((key, value) -> family.dataPoint(CounterDataPointSnapshot.builder()
                .labels(Labels.of(label, key))
                .value(value)
                .build()));
        families.add(family.build());
    }

    void gauge(String name, String help, long value) {
        gauge(name, help, (double) value);
    }

    void gauge(String name, String help, double value) {
        GaugeDataPointSnapshot point =
                GaugeDataPointSnapshot.builder().value(value).build();
        families.add(
                GaugeSnapshot.builder().name(name).help(help).dataPoint(point).build());
    }

    /** @param values by the value of the label */
    void gauge(String name, String help, String label, Map<String, Double> values) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((key, value) -> family.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(Labels.of(label, key))
                .value(value)
                .build()));
        families.add(family.build());
    }

    /** A summary without quantiles. */
    void summary(String name, String help, long count, double sum) {
        SummaryDataPointSnapshot point =
                SummaryDataPointSnapshot.builder().count(count).sum(sum).build();
        families.add(
                SummarySnapshot.builder().name(name).help(help).dataPoint(point).build());
    }

    /** Adds a constant 1 whose labels hold what is reported. */
    void info(String name, String help, Labels labels) {
        InfoDataPointSnapshot point =
                InfoDataPointSnapshot.builder().labels(labels).build();
        families.add(
                InfoSnapshot.builder().name(name).help(help).dataPoint(point).build());
    }

    void add(MetricSnapshot family) {
        families.add(family);
    }

    MetricSnapshots snapshots() {
        return new MetricSnapshots(families);
    }
}
