package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mailcloak.idp.ChangeListener;

/**
 * Tells that everything may have changed when a group does: groups are in groups, and whom that concerns in the end is known
 * only after many look-ups. People's entries say nothing of it: OpenLDAP reports no change of {@code memberOf}. For one
 * thread.
 */
final class GroupChanges implements Content {

    private final ChangeListener host;
    private final Map<UUID, Long> known = new HashMap<>();
    private boolean complete;
    private boolean refreshing;
    private boolean changed;

    GroupChanges(ChangeListener host) {
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
            host.everythingMayHaveChanged();
        }
    }

    @Override
    public void refreshBegun() {
        refreshing = true;
    }

    /** What differs from what was known is told at once. What is there for the first time is no change. */
    @Override
    public void refreshed() {
        refreshing = false;
        if (complete && changed) {
            host.everythingMayHaveChanged();
        }
        complete = true;
        changed = false;
    }
}
