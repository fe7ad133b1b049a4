package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.UUID;

/**
 * A listener that is notified of what a directory contains and how that changes. Calls come from one thread and return
 * quickly. Entries are known by their entryUUID, which stays when an entry is renamed.
 *
 * <p>What comes between {@link #refreshBegun} and {@link #refreshed} is one change. Until it is whole, what was there
 * before still holds; if the feed breaks in between, the change never happened.
 */
interface SyncListener {

    /** The content is compared; changes follow. */
    void refreshBegun();

    /** The entry is there, new or with these attributes now. The same may come twice. */
    void upserted(UUID id, SearchResultEntry entry);

    /** The entry is no longer there. */
    void deleted(UUID id);

    /**
     * Ends a refresh: what was reported is what the directory contains. From here on every change is reported when it
     * happens.
     */
    void refreshed();

    /**
     * Reports that from here on changes may be missed, until the next {@link #refreshed}. Called once for each break.
     *
     * @param reason one line, no secrets
     */
    void broken(String reason);

    /**
     * Reports that an entry is too large to be reported: from the next refresh on, entries come without their
     * attributes.
     *
     * @param reason one line, no secrets
     */
    default void namesOnly(String reason) {}

    /**
     * The server knows no feeds, or not of what is followed here. It is asked again, in long intervals.
     *
     * @param reason one line, no secrets
     */
    default void unsupported(String reason) {
        broken(reason);
    }
}
