package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.UUID;

/**
 * A target of a change feed that reports that something changed, and not what. Entries come with their names alone,
 * because one of them is too large to be taken into memory. For one thread.
 */
final class AnyChange implements SyncTarget {

    private final Runnable host;
    private boolean refreshing;

    /** @param host is called when anything may have changed */
    AnyChange(Runnable host) {
        this.host = host;
    }

    @Override
    public void refreshBegun() {
        refreshing = true;
    }

    @Override
    public void upserted(UUID entryId, SearchResultEntry entry) {
        tell();
    }

    @Override
    public void deleted(UUID entryId) {
        tell();
    }

    private void tell() {
        if (!refreshing) {
            host.run();
        }
    }

    /** What was there before is not known. */
    @Override
    public void refreshed() {
        refreshing = false;
        host.run();
    }
}
