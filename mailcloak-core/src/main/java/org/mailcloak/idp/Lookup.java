package org.mailcloak.idp;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an identity provider answers: <em>found</em>, <em>not found</em> or <em>unavailable</em>. "No such user" and
 * "could not ask" are never mixed: the first refuses mail for good, the second only defers it.
 */
public sealed interface Lookup extends ProviderAnswer {

    /**
     * There is at least one such identity. A login name has one; an address may have several owners.
     *
     * @param identities never empty
     */
    record Found(List<Identity> identities) implements Lookup {
        public Found {
            identities = List.copyOf(identities);
            if (identities.isEmpty()) {
                throw new IllegalArgumentException("Found needs an identity; an empty answer is NotFound");
            }
        }
    }

    /** The provider answered, well-formed and with authority, that there is no such identity. */
    record NotFound() implements Lookup {}

    /**
     * The provider could not be asked, or its answer cannot be believed.
     *
     * @param reason why, for the log and for {@code explain}: one line, no secrets
     * @param unclear whether the provider did answer, and its answer about this account alone is of no use; see {@link #unclear}
     */
    record Unavailable(String reason, boolean unclear) implements Lookup {
        public Unavailable {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("Unavailable needs a reason");
            }
        }
    }

    /** One identity. */
    static Lookup found(Identity identity) {
        return new Found(List.of(identity));
    }

    /** These identities, or {@link NotFound} if there are none. */
    static Lookup of(List<Identity> identities) {
        return identities.isEmpty() ? notFound() : new Found(identities);
    }

    static Lookup notFound() {
        return NotFoundHolder.INSTANCE;
    }

    static Lookup unavailable(String reason) {
        return new Unavailable(reason, false);
    }

    /**
     * The provider answers, but nobody can tell from its answer what holds for this account: two have one login name, or a
     * value cannot be read. Mail that needs it is deferred until somebody mends it. To the host that is no outage: others
     * are asked for as ever, and what was known of this one before does not serve.
     */
    static Lookup unclear(String reason) {
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
    default <T> T fold(Function<List<Identity>, T> found, Supplier<T> notFound, Function<String, T> unavailable) {
        if (this instanceof Found some) {
            return found.apply(some.identities());
        }
        if (this instanceof Unavailable none) {
            return unavailable.apply(none.reason());
        }
        return notFound.get();
    }
}
