package org.mailcloak.store;

/** A store with its administration. Every change is one transaction and is on disk when the method returns. */
public interface EditableMailStore extends MailStore {

    Domains domains();

    Aliases aliases();

    Apps apps();
}
