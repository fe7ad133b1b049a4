package org.mailcloak.table;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The answer of a map. "There is none" and "that cannot be known now" are never mixed: the first refuses mail for good.
 */
public sealed interface MapAnswer {

    /**
     * There is an entry.
     *
     * @param value as the table type wants it; never blank, because Postfix takes that for an error of configuration
     */
    record Found(String value) implements MapAnswer {
        private static final MapAnswer OK = new Found("OK");

        public Found {
            if (value.isBlank()) {
                throw new IllegalArgumentException("Found needs a value; without one the answer is NotFound");
            }
        }
    }

    /** There is no entry for the key, or the key is of a kind that the map does not know. */
    record NotFound() implements MapAnswer {
        private static final MapAnswer INSTANCE = new NotFound();
    }

    /**
     * A source could not be asked.
     *
     * @param reason for the log: one line, no secrets
     */
    record Unavailable(String reason) implements MapAnswer {}

    /**
     * There is an entry that cannot be used, such as an alias that leads back to itself. It stays so until the operator
     * repairs it: Postfix gets the same reply as for {@link Unavailable}, and once is enough for the log.
     *
     * @param reason for the log: one line, no secrets
     */
    record Broken(String reason) implements MapAnswer {}

    static MapAnswer found(String value) {
        return new Found(value);
    }

    static MapAnswer notFound() {
        return NotFound.INSTANCE;
    }

    /** The entry if the condition holds. Where only the presence of an entry counts, its value is {@code OK}. */
    static MapAnswer presentIf(boolean condition) {
        return condition ? Found.OK : NotFound.INSTANCE;
    }

    static MapAnswer unavailable(String reason) {
        return new Unavailable(reason);
    }

    static MapAnswer broken(String reason) {
        return new Broken(reason);
    }

    /** Calls the function that fits the variant and returns what it returned. */
    default <T> T fold(
            Function<String, T> found,
            Supplier<T> notFound,
            Function<String, T> unavailable,
            Function<String, T> broken) {
        if (this instanceof Found some) {
            return found.apply(some.value());
        }
        if (this instanceof Unavailable none) {
            return unavailable.apply(none.reason());
        }
        if (this instanceof Broken entry) {
            return broken.apply(entry.reason());
        }
        return notFound.get();
    }
}
