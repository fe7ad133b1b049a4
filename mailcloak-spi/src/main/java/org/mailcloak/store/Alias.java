package org.mailcloak.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;

/**
 * A local alias: mail for the address goes to its targets, and the users among them may send as the address. Rows are
 * kept as they were written; {@link #checkTargets} is for callers that write new ones.
 *
 * @param address as it is stored; {@code @domain} for a catch-all
 * @param login the login name behind it; one with an {@code @} is a mail address too
 * @param also further targets: login names, which have no {@code @}, and mail addresses
 * @param enabled whether the alias is active
 * @param accounts the account that a target was bound to, as {@code providerId:accountId}, by the target's text; a target
 *     that was not bound yet is not among them
 * @param expiresAt from this instant on the alias is as one that is disabled; empty: never
 */
public record Alias(
        String address,
        String login,
        List<String> also,
        boolean enabled,
        Map<String, String> accounts,
        Optional<Instant> expiresAt) {

    /** The target of an alias whose mail is accepted and thrown away; such an alias has no other target. */
    public static final String DISCARD = "discard:";

    /**
     * So many targets can an alias have, the login included. Postfix takes 1,000 in all ({@code
     * virtual_alias_expansion_limit}).
     */
    public static final int MAX_TARGETS = 500;

    /** Longest target, in characters: RFC 5321 allows 64 bytes, an {@code @} and 255 bytes. */
    private static final int MAX_TARGET_LENGTH = 320;

    public Alias {
        also = List.copyOf(also);
        accounts = Map.copyOf(accounts);
        requireNonNull(expiresAt, "expiresAt");
    }

    /** An alias with one target, not bound yet and without an end. */
    public Alias(String address, String login, boolean enabled) {
        this(address, login, List.of(), enabled);
    }

    /** An alias that is not bound yet and has no end. */
    public Alias(String address, String login, List<String> also, boolean enabled) {
        this(address, login, also, enabled, Map.of(), Optional.empty());
    }

    /** The account that the target was bound to, as {@code providerId:accountId}; empty if it was not bound yet. */
    public Optional<String> accountOf(String target) {
        return Optional.ofNullable(accounts.get(target));
    }

    /** Whether the alias is over at that time. */
    public boolean isExpired(Instant now) {
        return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
    }

    /**
     * The alias as it stands at that time: one that is over is disabled, so that its address leads to no catch-all, no
     * account and no other host instead.
     */
    public Alias asOf(Instant now) {
        return enabled && isExpired(now) ? new Alias(address, login, also, false, accounts, expiresAt) : this;
    }

    /** Whether mail for the alias is thrown away. */
    public boolean isDiscarded() {
        return login.equals(DISCARD);
    }

    /** The login, then the further targets. */
    public Stream<String> targets() {
        return Stream.concat(Stream.of(login), also.stream());
    }

    /**
     * Checks what is to be stored.
     *
     * @throws StoreException if there are too many targets, one is neither a login name nor a mail address, or {@link
     *     #DISCARD} is not the only one
     */
    public static void checkTargets(String login, List<String> also) {
        if (login.isBlank() || login.chars().anyMatch(Character::isISOControl)) {
            throw new StoreException("An alias needs a login name without control characters");
        }
        if (also.size() >= MAX_TARGETS) {
            throw new StoreException("An alias has at most " + MAX_TARGETS + " targets, found " + (also.size() + 1));
        }
        if (!also.isEmpty() && (login.equals(DISCARD) || also.contains(DISCARD))) {
            throw new StoreException("An alias with the target " + DISCARD + " has no other target");
        }
        also.forEach(Alias::checkTarget);
    }

    private static void checkTarget(String target) {
        boolean readable = !target.isBlank()
                && target.length() <= MAX_TARGET_LENGTH
                && target.chars().noneMatch(Character::isISOControl)
                && (target.indexOf('@') < 0 || isPlainAddress(target));
        if (!readable) {
            throw new StoreException(
                    "'" + target + "' is no target of an alias: expected a login name or a mail address"
                            + " of at most " + MAX_TARGET_LENGTH + " characters");
        }
    }

    /** Quotes are put where they are needed when the target is written out; stored ones would become part of the name. */
    private static boolean isPlainAddress(String text) {
        return text.charAt(0) != '"' && EmailAddress.parse(text).isPresent();
    }
}
