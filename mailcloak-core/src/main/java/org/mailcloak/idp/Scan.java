package org.mailcloak.idp;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How a full scan of a provider's accounts ended. What {@link ScanVisitor} was told means something only together with
 * this: whoever it was not told of exists nevertheless, unless the scan is {@link Complete}.
 */
public sealed interface Scan {

    /** Everybody was told. Whoever was not does not exist, and look-ups would answer so. */
    record Complete() implements Scan {}

    /**
     * Those who were told exist, and others may: about them the provider has to be asked one by one.
     *
     * @param reason why, for the log: one line, no secrets
     */
    record Partial(String reason) implements Scan {
        public Partial {
            requireReason(reason);
        }
    }

    /**
     * The accounts could not be read to their end. What was told before that is to be forgotten.
     *
     * @param reason why, for the log: one line, no secrets
     */
    record Unavailable(String reason) implements Scan {
        public Unavailable {
            requireReason(reason);
        }
    }

    /** This provider cannot tell its accounts; nobody was told. */
    record Unsupported() implements Scan {}

    static Scan complete() {
        return new Complete();
    }

    static Scan partial(String reason) {
        return new Partial(reason);
    }

    static Scan unavailable(String reason) {
        return new Unavailable(reason);
    }

    static Scan unsupported() {
        return new Unsupported();
    }

    /** Calls the function that fits the variant and returns what it returned. */
    default <T> T fold(
            Supplier<T> complete,
            Function<String, T> partial,
            Function<String, T> unavailable,
            Supplier<T> unsupported) {
        if (this instanceof Partial some) {
            return partial.apply(some.reason());
        }
        if (this instanceof Unavailable none) {
            return unavailable.apply(none.reason());
        }
        return this instanceof Complete ? complete.get() : unsupported.get();
    }

    private static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("A scan that is not complete needs a reason");
        }
    }
}
