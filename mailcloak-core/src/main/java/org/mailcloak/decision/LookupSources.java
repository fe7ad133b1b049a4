package org.mailcloak.decision;

import static java.util.Objects.requireNonNull;

import org.mailcloak.decision.binding.AliasBinder;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.store.MailStore;

/**
 * The sources of decisions and maps: the local data and the accounts. Cheap to make, so that each request can have
 * views of its own; the caller that opened the two closes them.
 */
public record LookupSources(MailStore store, IdentityProvider provider, AliasBinder binder) {

    public LookupSources {
        requireNonNull(store, "store");
        requireNonNull(provider, "provider");
        requireNonNull(binder, "binder");
    }

    /** What is found out about aliases is not remembered. */
    public LookupSources(MailStore store, IdentityProvider provider) {
        this(store, provider, AliasBinder.NONE);
    }
}
