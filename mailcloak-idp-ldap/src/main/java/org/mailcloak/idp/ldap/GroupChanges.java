package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells that groups change. Which of them, and whose, is not told: groups are in groups, and whom that concerns in the end
 * is known only after many look-ups. People's entries say nothing of it: OpenLDAP reports no change of {@code memberOf}.
 * For one thread.
 */
final class GroupChanges implements Content {

    private final Runnable host;
    private final Map<UUID, Long> known = new HashMap<>();
    private boolean complete;
    private boolean refreshing;
    private boolean changed;

    /** @param host is told by it */
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

    /** What differs from what was known is told at once. What is there for the first time is no change. */
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
