package org.mailcloak.idp;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an identity provider answers: <em>found</em>, <em>not found</em> or <em>unavailable</em>. "No such user" and
 * "could not ask" are never mixed: the first refuses mail for good, the second only defers it.
 */
public sealed interface LookupResult extends ProviderAnswer {

    /**
     * There is at least one such account. A login name has one; an address may have several owners.
     *
     * @param accounts never empty
     */
    record Found(List<Account> accounts) implements LookupResult {
        public Found {
            accounts = List.copyOf(accounts);
            if (accounts.isEmpty()) {
                throw new IllegalArgumentException("Found needs an account; an empty answer is NotFound");
            }
        }
    }

    /** The provider answered, well-formed and with authority, that there is no such account. */
    record NotFound() implements LookupResult {
        private static final LookupResult INSTANCE = new NotFound();
    }

    /**
     * The provider could not be asked, or its answer cannot be believed.
     *
     * @param reason why, for the log and for {@code explain}: one line, no secrets
     * @param extent whom it concerns; see {@link #unclear} and {@link #sourceOut}
     */
    record Unavailable(String reason, Extent extent) implements LookupResult {
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

    /** One account. */
    static LookupResult found(Account account) {
        return new Found(List.of(account));
    }

    /** These accounts, or {@link NotFound} if there are none. */
    static LookupResult of(List<Account> accounts) {
        return accounts.isEmpty() ? notFound() : new Found(accounts);
    }

    static LookupResult notFound() {
        return NotFound.INSTANCE;
    }

    static LookupResult unavailable(String reason) {
        return new Unavailable(reason, Extent.PERHAPS_ALL);
    }

    /**
     * Returns the result for a provider that answers, but whose answer does not determine what holds for this account:
     * two have one login name, or a value cannot be read. Mail that needs it is deferred until the operator repairs it.
     * To the host that is no outage: others are asked for as before, and what was known of this one before does not
     * serve.
     */
    static LookupResult unclear(String reason) {
        return new Unavailable(reason, Extent.ONE);
    }

    /**
     * Returns the result for a provider that answers, and reports an outage of a source behind it that this account
     * needs. To the host that is an outage for this question: what was known before serves. It counts against no other
     * look-up.
     */
    static LookupResult sourceOut(String reason) {
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
    default <T> T fold(Function<List<Account>, T> found, Supplier<T> notFound, Function<String, T> unavailable) {
        if (this instanceof Found some) {
            return found.apply(some.accounts());
        }
        if (this instanceof Unavailable none) {
            return unavailable.apply(none.reason());
        }
        return notFound.get();
    }
}
