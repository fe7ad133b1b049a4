package org.mailcloak.bench.compare.result;

import java.time.Duration;

/** One of those that a comparison measures in turn. */
public record Candidate(String name, Run run) {

    /** Measures for the given time. */
    public interface Run {
        Measurement measure(Duration time);
    }

    public Measurement measure(Duration time) {
        return run.measure(time);
    }
}
