package org.mailcloak.store;

import java.util.List;
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
     */
    boolean delete(MailDomain domain);

    /** @return false if there is no such domain */
    boolean setEnabled(MailDomain domain, boolean enabled);
}
