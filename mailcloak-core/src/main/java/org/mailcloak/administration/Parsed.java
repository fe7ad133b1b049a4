package org.mailcloak.administration;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/**
 * The result of reading a text that an administrator wrote.
 *
 * @param <T> what the text stands for
 */
public sealed interface Parsed<T> {

    /** The text was understood. */
    record Accepted<T>(T value) implements Parsed<T> {
        public Accepted {
            requireNonNull(value, "value");
        }
    }

    /**
     * The text is not stored.
     *
     * @param value the text, as it was written
     * @param kind what it should have been, with an article
     * @param fault what is wrong with it: a clause about "it"
     * @param remedy what to write instead
     */
    record Refused<T>(String value, String kind, String fault, String remedy) implements Parsed<T> {
        public Refused {
            if (kind.isBlank() || fault.isBlank() || remedy.isBlank()) {
                throw new IllegalArgumentException("A refusal needs a kind, a fault and a remedy");
            }
        }

        /** All of it in one line. */
        public String message() {
            return "'" + value + "' is not " + kind + ": " + fault + "; " + remedy;
        }

        /** The same of a text that holds this one. */
        <R> Refused<R> within(String text, String otherKind) {
            return new Refused<>(text, otherKind, fault, remedy);
        }
    }

    static <T> Parsed<T> accepted(T value) {
        return new Accepted<>(value);
    }

    /** Calls the function that fits the variant and returns its result. */
    default <R> R fold(Function<T, R> accepted, Function<Refused<T>, R> refused) {
        if (this instanceof Accepted<T> some) {
            return accepted.apply(some.value());
        }
        return refused.apply((Refused<T>) this);
    }

    /** The value, or the exception that the function makes of the refusal's message. */
    default T orThrow(Function<String, RuntimeException> exception) {
        return fold(value -> value, refusal -> {
            throw exception.apply(refusal.message());
        });
    }

    /** The same refusal for another type, or the result of the next step. */
    default <R> Parsed<R> then(Function<T, Parsed<R>> next) {
        return fold(next, refusal -> refusal.within(refusal.value(), refusal.kind()));
    }
}
