package org.mailcloak.idp;

import java.util.Optional;

/**
 * An answer of an identity provider to any question, for a host that keeps answers without regard to their kind. Implemented by
 * {@code LookupResult} and {@code GroupLookup} alone.
 */
public interface ProviderAnswer {

    /** Whether there is what was asked for, and it can be used. */
    boolean isFound();

    /** Why the provider could not be asked: one line, no secrets; empty if it answered. */
    Optional<String> failure();

    /** Whether that failure is about this one question only: the provider works. */
    boolean isUnclear();

    /** Whether that failure is an outage of a source behind the provider, as the provider itself says. */
    boolean isSourceOut();
}
