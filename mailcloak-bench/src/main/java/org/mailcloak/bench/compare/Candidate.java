package org.mailcloak.bench.compare;

import java.time.Duration;

/** One of those that a comparison measures in turn. */
record Candidate(String name, Run run) {

    /** Measures for the given time. */
    interface Run {
        Measurement measure(Duration time);
    }

    Measurement measure(Duration time) {
        return run.measure(time);
    }
}
