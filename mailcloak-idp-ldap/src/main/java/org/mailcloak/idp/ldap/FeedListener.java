package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.UUID;

/**
 * Who is told what a directory contains and how that changes. Calls come from one thread and return quickly. Entries are
 * known by their entryUUID, which stays when an entry is renamed.
 *
 * <p>What comes between {@link #refreshBegun} and {@link #refreshed} is one change: until it is whole, what was there before
 * is still the truth, and if the feed breaks in between it never happened.
 */
interface FeedListener {

    /** The content is compared; changes follow. */
    void refreshBegun();

    /** The entry is there, new or with these attributes now. The same may come twice. */
    void upserted(UUID id, SearchResultEntry entry);

    /** The entry is no longer there. */
    void deleted(UUID id);

    /** What was told is what the directory contains; from here on every change is told when it happens. */
    void refreshed();

    /**
     * From here on changes may be missed, until the next {@link #refreshed}. Told once for each break.
     *
     * @param reason one line, no secrets
     */
    void broken(String reason);

    /**
     * The server knows no feeds, or not of what is followed here. It is asked again, in long intervals.
     *
     * @param reason one line, no secrets
     */
    default void unsupported(String reason) {
        broken(reason);
    }
}
