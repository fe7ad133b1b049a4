package org.mailcloak.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;

/** Administration of the aliases. Methods throw {@link StoreException} if the store refuses or fails. */
public interface Aliases {

    /**
     * Aliases in the order of addresses, those that have expired among them.
     *
     * @param login only those that have this login name among their targets (letter case is ignored); empty: all
     */
    List<Alias> list(Optional<String> login);

    /**
     * Adds the alias; one that is there is enabled and gets these targets and this end in place of its own. A target that
     * it had before stays bound to its account.
     *
     * @param also further targets; repeated ones and the login itself are stored once
     * @param expiresAt to the second; empty: the alias has no end
     * @throws StoreException naming the domain, if the alias's domain is not in the store or is an alias of another one,
     *     and for targets that {@link Alias#checkTargets} refuses
     */
    void add(AliasAddress alias, String login, List<String> also, Optional<Instant> expiresAt);

    /** An alias without an end. */
    default void add(AliasAddress alias, String login, List<String> also) {
        add(alias, login, also, Optional.empty());
    }

    /**
     * @param expiresAt to the second; empty: the alias has no end from now on
     * @return false if there is no such alias
     */
    boolean setExpiry(AliasAddress alias, Optional<Instant> expiresAt);

    /** @return false if there is no such alias */
    boolean delete(AliasAddress alias);

    /** @return false if there is no such alias */
    boolean setEnabled(AliasAddress alias, boolean enabled);

    /** An alias of one address with one target. */
    default void add(EmailAddress alias, String login) {
        add(AliasAddress.of(alias), login, List.of());
    }

    /** @return false if there is no such alias */
    default boolean delete(EmailAddress alias) {
        return delete(AliasAddress.of(alias));
    }

    /** @return false if there is no such alias */
    default boolean setEnabled(EmailAddress alias, boolean enabled) {
        return setEnabled(AliasAddress.of(alias), enabled);
    }
}
