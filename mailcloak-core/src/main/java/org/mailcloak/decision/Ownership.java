package org.mailcloak.decision;

import java.util.List;
import java.util.function.Function;

/** Whose an address is as a sender. */
public sealed interface Ownership {

    /**
     * All who own it.
     *
     * @param owners each login once; empty: no account
     */
    record Known(List<Owner> owners) implements Ownership {
        public Known {
            owners = List.copyOf(owners);
        }

        /** Whether one of them may send at all. */
        public boolean anyoneMaySend() {
            return owners.stream().anyMatch(owner -> owner.standing() == Standing.MAY_SEND);
        }
    }

    /**
     * The identity provider could not be asked.
     *
     * @param reason one line, no secrets
     */
    record Unavailable(String reason) implements Ownership {}

    /** Calls the function that fits the variant and returns what it returned. */
    default <T> T fold(Function<Known, T> known, Function<String, T> unavailable) {
        return this instanceof Known owned ? known.apply(owned) : unavailable.apply(((Unavailable) this).reason());
    }

    /**
     * One of the owners.
     *
     * @param login the name that the owner logs in with
     */
    record Owner(String login, Standing standing) {}

    /** Whether an owner may send. */
    enum Standing {
        MAY_SEND,
        /** The account is blocked or disabled. */
        BLOCKED,
        /** A local alias names a login that the identity provider does not know. */
        NO_ACCOUNT
    }
}
