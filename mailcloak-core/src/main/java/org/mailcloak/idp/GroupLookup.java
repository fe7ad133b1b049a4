package org.mailcloak.idp;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What an identity provider answers about groups. As with {@link Lookup}, "no such group" and "could not ask" never mix. */
public sealed interface GroupLookup extends ProviderAnswer {

    /** There is one such group, and this is all of it. */
    record Found(MailGroup group) implements GroupLookup {
        public Found {
            requireNonNull(group, "group");
        }
    }

    /** The provider answered, well-formed and with authority, that there is no such group. */
    record NotFound() implements GroupLookup {}

    /**
     * There is such a group, and mail for it cannot be handled: it is too large, or several groups have the address. It
     * stays so until somebody mends it.
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
     * @param unclear whether the provider did answer, and its answer about this group alone is of no use; see {@link #unclear}
     */
    record Unavailable(String reason, boolean unclear) implements GroupLookup {
        public Unavailable {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("Unavailable needs a reason");
            }
        }
    }

    static GroupLookup found(MailGroup group) {
        return new Found(group);
    }

    static GroupLookup notFound() {
        return NotFoundHolder.NO_GROUP;
    }

    static GroupLookup broken(String reason) {
        return new Broken(reason);
    }

    static GroupLookup unavailable(String reason) {
        return new Unavailable(reason, false);
    }

    /** The provider answers, but a member cannot be read: as {@link Lookup#unclear}. */
    static GroupLookup unclear(String reason) {
        return new Unavailable(reason, true);
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
