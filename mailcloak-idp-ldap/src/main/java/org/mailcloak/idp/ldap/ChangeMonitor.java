package org.mailcloak.idp.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mailcloak.idp.ChangeListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A monitor of the people of a directory and, if they are asked for, its groups, which reports to the host what
 * changes. The host may rely on that ({@link ChangeListener#feedLive}) while all feeds are live on one server and
 * look-ups ask that very server. Another server may not know of a change yet that was reported already, and its answer
 * would never be asked for again.
 *
 * <p>Safe for many threads: those of the feeds, and those of look-ups.
 */
final class ChangeMonitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeMonitor.class);

    private final LdapSettings settings;
    private final LdapClient directory;
    private final ChangeListener host;
    private final Optional<String> whyNeverLive;
    private final List<Part> parts = new ArrayList<>();
    private boolean live;
    private boolean closed;
    private boolean saidBroken;
    private boolean saidUnsupported;

    /** Begins with {@link #start}. */
    ChangeMonitor(
            LdapSettings settings,
            LdapConnectionFactory connections,
            LdapClient directory,
            AccountLookups people,
            ChangeListener host) {
        this.settings = settings;
        this.directory = directory;
        this.host = host;
        this.whyNeverLive = settings.layout().changesUntold();
        SchemaMapping layout = settings.layout();
        parts.add(new Part(
                connections,
                new SyncQuery(layout.base(), layout.scope(), layout.userFilter(), settings.attributes()),
                new AccountChangeHandler(people, host, settings.lists().isPresent()),
                host::everythingMayHaveChanged));
        settings.groupChanges()
                .ifPresent(groups -> parts.add(
                        new Part(connections, groups, new GroupChanges(host::groupsChanged), host::groupsChanged)));
    }

    void start() {
        whyNeverLive.ifPresent(why ->
                LOG.info("Changes of the directory are followed, and answers keep their TTLs all the same: {}", why));
        parts.forEach(part -> part.feed.start());
    }

    /** One of the feeds. */
    private final class Part implements SyncListener {

        private final SyncQuery query;
        private final Runnable anyChange;
        private final SyncClient feed;
        private SyncTarget content;
        private boolean complete;

        /** @param anyChange reports to the host that something of this feed may have changed */
        Part(LdapConnectionFactory connections, SyncQuery query, SyncTarget content, Runnable anyChange) {
            this.query = query;
            this.content = content;
            this.anyChange = anyChange;
            this.feed = new SyncClient(connections, settings.access(), query, this);
        }

        @Override
        public void refreshBegun() {
            content.refreshBegun();
        }

        @Override
        public void upserted(UUID id, SearchResultEntry entry) {
            content.upserted(id, entry);
        }

        @Override
        public void deleted(UUID id) {
            content.deleted(id);
        }

        @Override
        public void namesOnly(String reason) {
            content = new AnyChange(anyChange);
            LOG.warn(
                    "Each change below {} makes all cached answers that it may concern be asked again, until the next start:"
                            + " {}",
                    query.base(),
                    reason);
        }

        @Override
        public void refreshed() {
            content.refreshed();
            ChangeMonitor.this.refreshed(this);
        }

        @Override
        public void broken(String reason) {
            ChangeMonitor.this.broken(this, reason);
        }

        @Override
        public void unsupported(String reason) {
            ChangeMonitor.this.unsupported(this, reason);
        }
    }

    private synchronized void refreshed(Part part) {
        part.complete = true;
        if (closed || live || !parts.stream().allMatch(one -> one.complete)) {
            return;
        }
        LdapEndpoint server = part.feed.server();
        @Nullable
        Part elsewhere = parts.stream()
                .filter(one -> !one.feed.server().equals(server))
                .findFirst()
                .orElse(null);
        if (elsewhere != null) {
            elsewhere.complete = false;
            elsewhere.feed.reconnect();
            return;
        }
        live = true;
        saidBroken = false;
        if (whyNeverLive.isEmpty()) {
            if (settings.access().servers().size() > 1) {
                directory.askOnly(server, this::lookUpFailed);
            }
            host.feedLive();
        }
    }

    private synchronized void broken(Part part, String reason) {
        part.complete = false;
        if (closed) {
            return;
        }
        live = false;
        if (whyNeverLive.isEmpty() && !saidBroken) {
            saidBroken = true;
            host.feedBroken(reason);
            directory.askAny();
        }
    }

    private synchronized void unsupported(Part part, String reason) {
        boolean isExpected = settings.follow() == FollowMode.IF_POSSIBLE && !live;
        if (!isExpected) {
            broken(part, reason);
        } else if (!saidUnsupported) {
            saidUnsupported = true;
            LOG.info("The directory does not report changes: they take effect when cached answers expire ({})", reason);
        }
    }

    /** Reports that another server may answer from here on, before it does. */
    private void lookUpFailed(LDAPException e) {
        String reason = LdapFailureMessages.text(e, settings.access().limits());
        synchronized (this) {
            if (closed || !live) {
                return;
            }
            broken(parts.get(0), "look-ups do not reach the server that reports the changes: " + reason);
        }
        parts.get(0).feed.reconnect();
    }

    /** Returns when nothing is reported to the host any more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        parts.forEach(part -> part.feed.close());
    }
}
