package org.mailcloak.store;

import java.util.List;
import java.util.stream.Stream;
import org.mailcloak.address.EmailAddress;

/**
 * A local alias: mail for the address goes to its targets, and the users among them may send as the address. Rows are kept
 * as somebody wrote them; {@link #checkTargets} is for those who write new ones.
 *
 * @param address as it is stored; {@code @domain} for a catch-all
 * @param login the login name behind it; one with an {@code @} is a mail address too
 * @param also further targets: login names, which have no {@code @}, and mail addresses
 * @param enabled whether the alias is in force
 */
public record Alias(String address, String login, List<String> also, boolean enabled) {

    /**
     * So many targets can an alias have, the login included. Postfix takes 1,000 in all ({@code
     * virtual_alias_expansion_limit}).
     */
    public static final int MAX_TARGETS = 500;

    /** Longest target, in characters: RFC 5321 allows 64 octets, an {@code @} and 255 octets. */
    private static final int MAX_TARGET_LENGTH = 320;

    public Alias {
        also = List.copyOf(also);
    }

    /** An alias with one target. */
    public Alias(String address, String login, boolean enabled) {
        this(address, login, List.of(), enabled);
    }

    /** The login, then the further targets. */
    public Stream<String> targets() {
        return Stream.concat(Stream.of(login), also.stream());
    }

    /**
     * Checks what is to be stored.
     *
     * @throws StoreException if there are too many targets, or one is neither a login name nor a mail address
     */
    public static void checkTargets(String login, List<String> also) {
        if (login.isBlank() || login.chars().anyMatch(Character::isISOControl)) {
            throw new StoreException("An alias needs a login name without control characters");
        }
        if (also.size() >= MAX_TARGETS) {
            throw new StoreException("An alias has at most " + MAX_TARGETS + " targets, found " + (also.size() + 1));
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
