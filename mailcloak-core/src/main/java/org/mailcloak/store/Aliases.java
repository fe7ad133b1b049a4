package org.mailcloak.store;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;

/** Administration of the aliases. Methods throw {@link StoreException} if the store refuses or fails. */
public interface Aliases {

    /**
     * Aliases in the order of addresses.
     *
     * @param login only those of this login name (letter case is ignored); empty: all
     */
    List<Alias> list(Optional<String> login);

    /**
     * Adds the alias; one that is there is enabled and gets the new login.
     *
     * @throws StoreException naming the domain, if the address's domain is not in the store
     */
    void add(EmailAddress alias, String login);

    /** @return false if there is no such alias */
    boolean delete(EmailAddress alias);

    /** @return false if there is no such alias */
    boolean setEnabled(EmailAddress alias, boolean enabled);
}
