package org.mailcloak.idp;

/**
 * A receiver of the changes that a provider reports. Calls return quickly and may come from any thread; one thread
 * reports what has to stay in order (a change, and the break after it).
 *
 * <p>A provider that sees every change when it happens says so with {@link #feedLive}, and with {@link #feedBroken} that
 * it no longer does. In between the host keeps answers for as long as no change concerns them, so a change that is not
 * reported then never takes effect. A provider that learns of some changes only reports those, and its feed is never
 * live: answers keep their TTLs.
 *
 * <p>A change is reported once look-ups answer by it: the host may ask again as soon as it receives the report.
 */
public interface ChangeListener {

    /** Reports that anything may have changed: the host forgets every cached answer of this provider. */
    void everythingMayHaveChanged();

    /**
     * Reports that one account has changed: the host forgets what it concerns, and nothing else. The same change may be
     * reported twice.
     *
     * @since 1.0
     */
    default void accountChanged(AccountChange change) {
        everythingMayHaveChanged();
    }

    /**
     * Reports that groups with addresses may have changed, been added or been removed, but no {@link Account}: the host
     * forgets what it knows of groups.
     *
     * @since 1.0
     */
    default void groupsChanged() {
        everythingMayHaveChanged();
    }

    /**
     * Reports that from here on every change is reported when it happens. Changes that were missed before have been
     * reported by now, or live by the TTL of what is cached. A second call says nothing new.
     *
     * @since 1.0
     */
    default void feedLive() {}

    /**
     * Reports that changes may be missed from here on, until the next {@link #feedLive}. Also called by a provider
     * whose feed should be live, and cannot be begun.
     *
     * @param reason why, for the log: one line, no secrets
     * @since 1.0
     */
    default void feedBroken(String reason) {}
}
