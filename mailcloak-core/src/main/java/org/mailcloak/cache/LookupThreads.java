package org.mailcloak.cache;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Executor;

/**
 * The threads that run the blocking questions to a provider. They are apart because a stranger chooses addresses, as
 * many as there are connections, and each may be one that the provider takes long for: these must not hold up the
 * look-ups of accounts that are known, and neither of the two the probe that distinguishes an outage from a slow
 * question.
 *
 * @param known runs look-ups of logins, whose clients have logged in, and renewals of answers that found an account
 * @param unknown runs all other look-ups
 * @param probes runs the provider's own questions, one at a time
 */
public record LookupThreads(Executor known, Executor unknown, Executor probes) {

    public LookupThreads {
        requireNonNull(known, "known");
        requireNonNull(unknown, "unknown");
        requireNonNull(probes, "probes");
    }

    /** For a host whose clients are trusted, and for tests. */
    public static LookupThreads all(Executor executor) {
        return new LookupThreads(executor, executor, executor);
    }

    Executor of(Standing standing) {
        return switch (standing) {
            case KNOWN -> known;
            case UNKNOWN -> unknown;
        };
    }

    /** What speaks for a question. */
    enum Standing {
        KNOWN,
        UNKNOWN;

        static Standing of(LookupKey key, boolean found) {
            return found || key instanceof LookupKey.Login ? KNOWN : UNKNOWN;
        }
    }
}
