package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.UUID;

/** What a feed is about. Calls come from the one thread of that feed, in the order of {@link SyncListener}. */
interface SyncTarget {

    void refreshBegun();

    void upserted(UUID entryId, SearchResultEntry entry);

    void deleted(UUID entryId);

    void refreshed();
}
