package org.mailcloak.decision;

import static java.util.Objects.requireNonNull;

import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.store.MailStore;

/**
 * What decisions and maps are made from: the local data and the people. Cheap to make, so that each request can have
 * views of its own; whoever opened the two closes them.
 */
public record Directory(MailStore store, IdentityProvider provider) {

    public Directory {
        requireNonNull(store, "store");
        requireNonNull(provider, "provider");
    }
}
