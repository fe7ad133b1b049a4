package org.mailcloak.bench.compare.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The runs of a comparison, by contender; the first one is the base. */
final class Outcome {

    private final String comparison;
    private final String wanted;
    private final Map<String, List<Measurement>> runs = new LinkedHashMap<>();

    Outcome(String comparison, String wanted, List<String> contenders) {
        this.comparison = comparison;
        this.wanted = wanted;
        contenders.forEach(name -> runs.put(name, new ArrayList<>()));
    }

    void add(String contender, Measurement measurement) {
        runsOf(contender).add(measurement);
    }

    String comparison() {
        return comparison;
    }

    String wanted() {
        return wanted;
    }

    List<String> contenders() {
        return List.copyOf(runs.keySet());
    }

    String base() {
        return contenders().get(0);
    }

    /** Of all its rounds; not a number if that was not measured. */
    double median(String contender, ToDoubleFunction<Measurement> figure) {
        return Median.of(runsOf(contender).stream().mapToDouble(figure).toArray());
    }

    /** The median over the median of the base. */
    double ratio(String contender, ToDoubleFunction<Measurement> figure) {
        return median(contender, figure) / median(base(), figure);
    }

    private List<Measurement> runsOf(String contender) {
        List<Measurement> found = runs.get(contender);
        if (found == null) {
            throw new IllegalArgumentException(contender + " is not in " + comparison);
        }
        return found;
    }
}
