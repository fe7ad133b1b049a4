package org.mailcloak.idp;

import java.util.Optional;

/**
 * The identity of that id came, changed or went.
 *
 * @param id the provider's own, as in {@link Identity#id}; never blank
 * @param now what the identity has become, or was when it came; empty: it went
 * @since 1.0
 */
public record IdentityChange(String id, Optional<Identity> now) {

    public IdentityChange {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A change needs the id of an identity");
        }
        if (now.isPresent() && !now.get().id().equals(id)) {
            throw new IllegalArgumentException("The change of identity " + id + " has another one's new form");
        }
    }

    /** The identity is new, or is like this now. */
    public static IdentityChange to(Identity now) {
        return new IdentityChange(now.id(), Optional.of(now));
    }

    /** There is no such identity any more. */
    public static IdentityChange gone(String id) {
        return new IdentityChange(id, Optional.empty());
    }
}
