package org.mailcloak.bench.compare.result;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Contenders measured in turn, round after round, so that other load of the machine slows all of them.
 *
 * @param wanted what the project asks for
 * @param base to which the others are compared
 */
public record Comparison(String name, String wanted, Candidate base, List<Candidate> others) {

    public Comparison {
        others = List.copyOf(others);
    }

    /**
     * How long, and how often.
     *
     * @param warmUp of each contender before the first round; nothing of it counts
     */
    public record Pace(int rounds, Duration round, Duration warmUp) {}

    public Outcome run(Pace pace, Report report) {
        List<Candidate> all = IntStream.rangeClosed(0, others.size())
                .mapToObj(i -> i == 0 ? base : others.get(i - 1))
                .toList();
        Outcome outcome =
                new Outcome(name, wanted, all.stream().map(Candidate::name).toList());
        if (!pace.warmUp().isZero()) {
            all.forEach(contender -> contender.measure(pace.warmUp()));
        }
        for (int round = 1; round <= pace.rounds(); round++) {
            for (Candidate contender : all) {
                Measurement measurement = contender.measure(pace.round());
                outcome.add(contender.name(), measurement);
                report.tell("%s, round %d, %s: %s", name, round, contender.name(), told(measurement));
            }
        }
        return outcome;
    }

    /** Returns the figures of a measurement; what was not measured is left out. */
    private static String told(Measurement measurement) {
        String rate = String.format(Locale.ROOT, "%.0f a second", measurement.rate());
        return Double.isNaN(measurement.p99())
                ? rate
                : rate
                        + String.format(
                                Locale.ROOT,
                                ", p99 %.0f us, others took %.0f %%",
                                measurement.p99(),
                                measurement.others() * 100);
    }
}
