package org.mailcloak.idp;

/**
 * Where a provider reports changes. Calls return quickly and may come from any thread; what has to be in order (a change,
 * and the break after it) is told by one thread.
 *
 * <p>A provider that sees every change when it happens says so with {@link #feedLive}, and with {@link #feedBroken} that
 * it no longer does. In between the host keeps answers for as long as no change concerns them, so a change that is not
 * reported then never takes effect. A provider that learns of some changes only reports those, and its feed is never
 * live: answers keep their TTLs.
 *
 * <p>A change is reported when look-ups answer by it: the host may ask again as soon as it is told.
 */
public interface ChangeListener {

    /** Anything may have changed: the host forgets every cached answer of this provider. */
    void everythingMayHaveChanged();

    /**
     * One identity has changed: the host forgets what it concerns, and nothing else. The same change may be told twice.
     *
     * @since 1.0
     */
    default void identityChanged(IdentityChange change) {
        everythingMayHaveChanged();
    }

    /**
     * Groups with addresses may have changed, or come or gone, and nothing that an {@link Identity} tells: the host
     * forgets what it knows of them.
     *
     * @since 1.0
     */
    default void groupsChanged() {
        everythingMayHaveChanged();
    }

    /**
     * From here on every change is reported when it happens. Changes that were missed before have been reported by now, or
     * live by the TTL of what is cached. A second call says nothing new.
     *
     * @since 1.0
     */
    default void feedLive() {}

    /**
     * Changes may be missed from here on, until the next {@link #feedLive}. Also told by a provider whose feed should be
     * live, and cannot be begun.
     *
     * @param reason why, for the log: one line, no secrets
     * @since 1.0
     */
    default void feedBroken(String reason) {}
}
