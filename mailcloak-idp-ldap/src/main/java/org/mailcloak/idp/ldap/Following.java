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
 * Follows the people of a directory and, if they are asked for, its groups, and tells the host what changes. The host may
 * rely on that ({@link ChangeListener#feedLive}) while all feeds are live on one server and look-ups ask that very server:
 * another one may not have heard of a change yet that was told already, and what it answers would never be asked again.
 *
 * <p>Safe for many threads: those of the feeds, and those of look-ups.
 */
final class Following implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Following.class);

    private final LdapSettings settings;
    private final Directory directory;
    private final ChangeListener host;
    private final Optional<String> whyNeverLive;
    private final List<Part> parts = new ArrayList<>();
    private boolean live;
    private boolean closed;
    private boolean saidBroken;
    private boolean saidUnsupported;

    /** Begins with {@link #start}. */
    Following(LdapSettings settings, Connections connections, Directory directory, People people, ChangeListener host) {
        this.settings = settings;
        this.directory = directory;
        this.host = host;
        this.whyNeverLive = settings.layout().changesUntold();
        Layout layout = settings.layout();
        parts.add(new Part(
                connections,
                new FeedQuery(layout.base(), layout.scope(), layout.userFilter(), settings.attributes()),
                new PeopleChanges(people, host)));
        settings.groupChanges()
                .ifPresent(groups ->
                        parts.add(new Part(connections, groups, new GroupChanges(settings.tellGroups(host)))));
    }

    void start() {
        whyNeverLive.ifPresent(why ->
                LOG.info("Changes of the directory are followed, and answers keep their TTLs all the same: {}", why));
        parts.forEach(part -> part.feed.start());
    }

    /** One of the feeds. */
    private final class Part implements FeedListener {

        private final Content content;
        private final Feed feed;
        private boolean complete;

        Part(Connections connections, FeedQuery query, Content content) {
            this.content = content;
            this.feed = new Feed(connections, settings.access(), query, this);
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
        public void refreshed() {
            content.refreshed();
            Following.this.refreshed(this);
        }

        @Override
        public void broken(String reason) {
            Following.this.broken(this, reason);
        }

        @Override
        public void unsupported(String reason) {
            Following.this.unsupported(this, reason);
        }
    }

    private synchronized void refreshed(Part part) {
        part.complete = true;
        if (closed || live || !parts.stream().allMatch(one -> one.complete)) {
            return;
        }
        Server server = part.feed.server();
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
        boolean isExpected = settings.follow() == Follow.IF_POSSIBLE && !live;
        if (!isExpected) {
            broken(part, reason);
        } else if (!saidUnsupported) {
            saidUnsupported = true;
            LOG.info("The directory does not tell its changes: they hold when cached answers are too old ({})", reason);
        }
    }

    /** Another server may answer from here on: told before it does. */
    private void lookUpFailed(LDAPException e) {
        String reason = Reasons.text(e, settings.access().limits());
        synchronized (this) {
            if (closed || !live) {
                return;
            }
            broken(parts.get(0), "look-ups do not reach the server that tells the changes: " + reason);
        }
        parts.get(0).feed.reconnect();
    }

    /** Returns when the host is told nothing any more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        parts.forEach(part -> part.feed.close());
    }
}
