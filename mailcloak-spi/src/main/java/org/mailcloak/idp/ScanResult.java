package org.mailcloak.idp;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The end of a full scan of a provider's accounts. What {@link ScanVisitor} received has a meaning only together with
 * this: an account that was not reported to it may exist nevertheless, unless the scan is {@link Complete}.
 */
public sealed interface ScanResult {

    /** Every account was reported. An account that was not does not exist, and look-ups would answer so. */
    record Complete() implements ScanResult {}

    /**
     * The accounts that were reported exist, and others may: about those the provider has to be asked one by one.
     *
     * @param reason why, for the log: one line, no secrets
     */
    record Partial(String reason) implements ScanResult {
        public Partial {
            requireReason(reason);
        }
    }

    /**
     * The accounts could not be read to their end. What was reported before that is to be forgotten.
     *
     * @param reason why, for the log: one line, no secrets
     */
    record Unavailable(String reason) implements ScanResult {
        public Unavailable {
            requireReason(reason);
        }
    }

    static ScanResult complete() {
        return new Complete();
    }

    static ScanResult partial(String reason) {
        return new Partial(reason);
    }

    static ScanResult unavailable(String reason) {
        return new Unavailable(reason);
    }

    /** Calls the function that fits the variant and returns what it returned. */
    default <T> T fold(Supplier<T> complete, Function<String, T> partial, Function<String, T> unavailable) {
        if (this instanceof Partial some) {
            return partial.apply(some.reason());
        }
        return this instanceof Unavailable none ? unavailable.apply(none.reason()) : complete.get();
    }

    private static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("A scan that is not complete needs a reason");
        }
    }
}
