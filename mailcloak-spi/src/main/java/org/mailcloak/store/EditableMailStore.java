package org.mailcloak.store;

/** A store with its administration. Every change is one transaction and is on disk when the method returns. */
public interface EditableMailStore extends MailStore {

    Domains domains();

    Aliases aliases();

    Apps apps();

    AliasBindings bindings();

    Certificates certificates();

    /**
     * Makes the configured delimiters known to programs that read the database themselves: Dovecot's query for whose mailbox
     * an address is cuts extensions off by them. Nothing is written where they are known already. A store that no other
     * program reads keeps the default, which does nothing.
     *
     * @param characters each one a delimiter, as in {@code policy.recipient_delimiter}; empty: there are no extensions
     * @throws StoreException if the store cannot take the change
     */
    default void publishRecipientDelimiter(String characters) {}
}
