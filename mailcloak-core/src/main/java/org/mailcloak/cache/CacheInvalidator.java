package org.mailcloak.cache;

import org.mailcloak.idp.AccountChange;
import org.mailcloak.idp.ChangeListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what the provider reports: to the memory first, then to whom the cache itself reports. Safe for many threads. */
final class CacheInvalidator implements ChangeListener {

    private static final Logger LOG = LoggerFactory.getLogger(CacheInvalidator.class);

    private final LookupCache memory;
    private final ProviderCounters counters;
    private final Runnable refresh;
    private volatile ChangeListener next = () -> {};
    private Feed feed = Feed.NONE;

    /** @param refresh runs after a change of everything or of groups, before others are notified */
    CacheInvalidator(LookupCache memory, ProviderCounters counters, Runnable refresh) {
        this.refresh = refresh;
        this.memory = memory;
        this.counters = counters;
    }

    private enum Feed {
        /** Nothing was said about it. */
        NONE,
        LIVE,
        BROKEN
    }

    void passTo(ChangeListener listener) {
        next = listener;
    }

    @Override
    public void everythingMayHaveChanged() {
        counters.changed();
        memory.forgetEverything();
        refresh.run();
        next.everythingMayHaveChanged();
    }

    @Override
    public void accountChanged(AccountChange change) {
        counters.changed();
        memory.forget(change);
        next.accountChanged(change);
    }

    @Override
    public void groupsChanged() {
        counters.changed();
        memory.forgetGroups();
        refresh.run();
        next.groupsChanged();
    }

    @Override
    public void feedLive() {
        synchronized (this) {
            if (feed == Feed.LIVE) {
                return;
            }
            feed = Feed.LIVE;
            memory.beginWatch();
        }
        LOG.info("The identity provider reports every change now: cached accounts need no TTL");
        next.feedLive();
    }

    @Override
    public void feedBroken(String reason) {
        synchronized (this) {
            if (feed == Feed.BROKEN) {
                return;
            }
            if (feed == Feed.LIVE) {
                counters.feedBroken();
                memory.endWatch();
            }
            feed = Feed.BROKEN;
        }
        LOG.warn(
                "The identity provider reports no changes: {}. Cached accounts live by their TTLs from now on", reason);
        next.feedBroken(reason);
    }

    synchronized boolean isLive() {
        return feed == Feed.LIVE;
    }
}
