package org.mailcloak.administration;

import static java.util.Objects.requireNonNull;

/**
 * What speaks against a change that was understood.
 *
 * @param weight whether the change is made all the same
 * @param message what is wrong and what to do instead, in one line
 */
public record Objection(Weight weight, String message) {

    /** What it takes to make the change in spite of the objection. */
    public enum Weight {
        /** Nothing: the operator is notified. */
        WARNING,
        /** The administrator has to say that accounts share an address on purpose. */
        UNLESS_SHARED,
        /** The administrator has to insist. */
        UNLESS_FORCED
    }

    public Objection {
        requireNonNull(weight, "weight");
        if (message.isBlank()) {
            throw new IllegalArgumentException("An objection needs a message");
        }
    }

    static Objection warning(String message) {
        return new Objection(Weight.WARNING, message);
    }

    static Objection unlessForced(String message) {
        return new Objection(Weight.UNLESS_FORCED, message);
    }

    static Objection unlessShared(String message) {
        return new Objection(Weight.UNLESS_SHARED, message);
    }
}
