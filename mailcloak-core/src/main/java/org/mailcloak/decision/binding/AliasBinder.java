package org.mailcloak.decision.binding;

import org.mailcloak.store.Alias;

/**
 * A receiver of what the rules found out about targets of aliases. A decision may be made several times for one
 * request, and many requests are about the same alias, so a call may be repeated any number of times. Methods return at
 * once, never throw, and may be called from many threads; nothing that is decided depends on them.
 */
public interface AliasBinder {

    /** Remembers nothing. */
    AliasBinder NONE = new AliasBinder() {};

    /**
     * A target that is bound to no account yet leads to one.
     *
     * @param target as the alias holds it
     * @param accountId {@code providerId:accountId}
     */
    default void resolved(Alias alias, String target, String accountId) {}

    /** A target leads to another account than the one that it is bound to. */
    default void changed(Alias alias, String target, String accountId) {}

    /** A target leads to the account that it is bound to. */
    default void confirmed(Alias alias, String target) {}

    /** No account, alias or group has the target. */
    default void unknown(Alias alias, String target) {}
}
