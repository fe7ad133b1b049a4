package org.mailcloak.store;

import java.util.List;
import java.util.Optional;
import org.mailcloak.address.MailDomain;

/** Administration of the local domains. Methods throw {@link StoreException} if the store refuses or fails. */
public interface Domains {

    /** All domains in the order of names. */
    List<LocalDomain> list();

    /** Adds the domain, or enables it if it is there. */
    void add(MailDomain domain);

    /**
     * Deletes the domain and its aliases.
     *
     * @return false if there is no such domain
     * @throws StoreException naming one, if other domains are aliases of it
     */
    boolean delete(MailDomain domain);

    /** @return false if there is no such domain */
    boolean setEnabled(MailDomain domain, boolean enabled);

    /**
     * Makes one domain stand for another: every address of it is that of the target. It is added or enabled if need be.
     *
     * @throws StoreException if the target is not in the store or is itself an alias of a domain, if other domains are
     *     aliases of this one, or if it has aliases of its own
     */
    void alias(MailDomain alias, MailDomain target);

    /**
     * Ends that the domain stands for another; it stays a domain of its own.
     *
     * @return false if it stands for none
     */
    boolean unalias(MailDomain alias);

    /**
     * Sets where mail for unknown addresses of the domain goes.
     *
     * @param nextHop as Postfix's transport(5) reads it for smtp, such as {@code [mail.old.example]:25}; empty: nowhere, they
     *     are refused
     * @return false if there is no such domain
     * @throws StoreException if the next hop cannot be read
     */
    boolean setUnknownHost(MailDomain domain, Optional<String> nextHop);
}
