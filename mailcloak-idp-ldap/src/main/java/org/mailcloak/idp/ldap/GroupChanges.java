package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A target of a change feed that reports that groups change. It does not report which of them, and whose: groups are in
 * groups, and the accounts concerned are known only after many look-ups. Entries of people say nothing of it: OpenLDAP
 * reports no change of {@code memberOf}. For one thread.
 */
final class GroupChanges implements SyncTarget {

    private final Runnable host;
    private final Map<UUID, Long> known = new HashMap<>();
    private boolean complete;
    private boolean refreshing;
    private boolean changed;

    /** @param host is called when groups change */
    GroupChanges(Runnable host) {
        this.host = host;
    }

    @Override
    public void upserted(UUID entryId, SearchResultEntry entry) {
        long content = Fingerprint.of(entry);
        @Nullable Long before = known.get(entryId);
        if (before != null && before == content) {
            return;
        }
        tell();
        known.put(entryId, content);
    }

    @Override
    public void deleted(UUID entryId) {
        tell();
        known.remove(entryId);
    }

    private void tell() {
        if (refreshing) {
            changed = true;
        } else {
            host.run();
        }
    }

    @Override
    public void refreshBegun() {
        refreshing = true;
    }

    /** Reports at once what differs from what was known. An entry that is there for the first time is no change. */
    @Override
    public void refreshed() {
        refreshing = false;
        if (complete && changed) {
            host.run();
        }
        complete = true;
        changed = false;
    }
}
