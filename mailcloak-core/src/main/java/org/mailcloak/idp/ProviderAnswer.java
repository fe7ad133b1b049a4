package org.mailcloak.idp;

import java.util.Optional;

/** What an identity provider answers to any question, as far as a host cares that only keeps answers. */
public sealed interface ProviderAnswer permits Lookup, GroupLookup {

    /** Whether there is what was asked for, and it can be used. */
    boolean isFound();

    /** Why the provider could not be asked: one line, no secrets; empty if it answered. */
    Optional<String> failure();

    /** Whether that failure is about this one question only: the provider works. */
    boolean isUnclear();
}
