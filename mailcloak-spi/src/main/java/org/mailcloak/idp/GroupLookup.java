package org.mailcloak.idp;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What an identity provider answers about groups. As with {@link LookupResult}, "no such group" and "could not ask" never mix. */
public sealed interface GroupLookup extends ProviderAnswer {

    /** There is one such group, and this is all of it. */
    record Found(MailGroup group) implements GroupLookup {
        public Found {
            requireNonNull(group, "group");
        }
    }

    /** The provider answered, well-formed and with authority, that there is no such group. */
    record NotFound() implements GroupLookup {
        private static final GroupLookup INSTANCE = new NotFound();
    }

    /**
     * A group that exists, and mail for it cannot be handled: it is too large, or several groups have the address. It
     * stays so until the operator repairs it.
     *
     * @param reason why, for the log and for {@code explain}: one line, no secrets
     */
    record Broken(String reason) implements GroupLookup {
        public Broken {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("Broken needs a reason");
            }
        }
    }

    /**
     * The provider could not be asked, or its answer cannot be believed.
     *
     * @param reason why, for the log and for {@code explain}: one line, no secrets
     * @param extent whom it concerns; see {@link #unclear} and {@link #sourceOut}
     */
    record Unavailable(String reason, Extent extent) implements GroupLookup {
        public Unavailable {
            requireNonNull(extent, "extent");
            if (reason.isBlank()) {
                throw new IllegalArgumentException("Unavailable needs a reason");
            }
        }

        /** Whether it concerns this question only. */
        public boolean unclear() {
            return extent == Extent.ONE;
        }
    }

    static GroupLookup found(MailGroup group) {
        return new Found(group);
    }

    static GroupLookup notFound() {
        return NotFound.INSTANCE;
    }

    static GroupLookup broken(String reason) {
        return new Broken(reason);
    }

    static GroupLookup unavailable(String reason) {
        return new Unavailable(reason, Extent.PERHAPS_ALL);
    }

    /** The provider answers, but a member cannot be read: as {@link LookupResult#unclear}. */
    static GroupLookup unclear(String reason) {
        return new Unavailable(reason, Extent.ONE);
    }

    /**
     * Returns the result for a provider that answers, and reports an outage of a source behind it that this group
     * needs. To the host that is an outage for this question: what was known before serves. It counts against no other
     * look-up.
     */
    static GroupLookup sourceOut(String reason) {
        return new Unavailable(reason, Extent.SOURCE);
    }

    @Override
    default boolean isFound() {
        return this instanceof Found;
    }

    @Override
    default Optional<String> failure() {
        return this instanceof Unavailable none ? Optional.of(none.reason()) : Optional.empty();
    }

    @Override
    default boolean isUnclear() {
        return this instanceof Unavailable none && none.unclear();
    }

    @Override
    default boolean isSourceOut() {
        return this instanceof Unavailable none && none.extent() == Extent.SOURCE;
    }

    /** Calls the function that fits the variant and returns what it returned. */
    default <T> T fold(
            Function<MailGroup, T> found,
            Supplier<T> notFound,
            Function<String, T> unavailable,
            Function<String, T> broken) {
        if (this instanceof Found some) {
            return found.apply(some.group());
        }
        if (this instanceof Unavailable none) {
            return unavailable.apply(none.reason());
        }
        if (this instanceof Broken some) {
            return broken.apply(some.reason());
        }
        return notFound.get();
    }
}
