package org.mailcloak.store;

import java.util.List;
import org.mailcloak.address.EmailAddress;

/** Administration of the applications. Methods throw {@link StoreException} if the store refuses or fails. */
public interface Apps {

    /** All applications in the order of ids, with their senders. */
    List<App> list();

    /**
     * Adds the application; one that is there is enabled and gets the new hash.
     *
     * @param secretHash as Dovecot reads it, such as <code>{ARGON2ID}$argon2id$...</code>
     */
    void add(String id, String secretHash);

    /**
     * Deletes the application and its senders.
     *
     * @return false if there is no such application
     */
    boolean delete(String id);

    /** @return false if there is no such application */
    boolean setEnabled(String id, boolean enabled);

    /**
     * Replaces the token's hash and leaves all else.
     *
     * @return false if there is no such application
     */
    boolean rotate(String id, String secretHash);

    /**
     * Lets the application send as the address; an entry that is there is enabled.
     *
     * @return false if there is no such application
     */
    boolean allow(String id, EmailAddress sender);

    /**
     * Takes the address off the application's list.
     *
     * @return false if it is not on the list
     */
    boolean disallow(String id, EmailAddress sender);
}
