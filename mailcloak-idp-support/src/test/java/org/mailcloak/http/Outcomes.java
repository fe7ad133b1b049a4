package org.mailcloak.http;

import static org.assertj.core.api.Assertions.assertThat;

/** The variants of an outcome, as a test expects them. */
final class Outcomes {

    private Outcomes() {}

    static <T> HttpOutcome.Ok<T> ok(HttpOutcome<T> outcome) {
        assertThat(outcome).isInstanceOf(HttpOutcome.Ok.class);
        return (HttpOutcome.Ok<T>) outcome;
    }

    static <T> HttpOutcome.Refused<T> refused(HttpOutcome<T> outcome) {
        assertThat(outcome).isInstanceOf(HttpOutcome.Refused.class);
        return (HttpOutcome.Refused<T>) outcome;
    }

    static <T> HttpOutcome.Failed<T> failed(HttpOutcome<T> outcome) {
        assertThat(outcome).isInstanceOf(HttpOutcome.Failed.class);
        return (HttpOutcome.Failed<T>) outcome;
    }
}
