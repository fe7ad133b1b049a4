package org.mailcloak.bench.compare.trial;

import org.mailcloak.bench.compare.harness.BenchmarkEnvironment;
import org.mailcloak.bench.compare.result.Comparison;
import org.mailcloak.bench.compare.result.Report;

/** Something that can be measured on its own. */
public interface Trial {

    /** What {@code --only} takes. */
    String name();

    /** For the list of trials. */
    String description();

    /** Whether it belongs to what is measured if nothing else is asked for. */
    default boolean isUsual() {
        return true;
    }

    void run(BenchmarkEnvironment stage, Comparison.Pace pace, Report report);
}
