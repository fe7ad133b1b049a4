package org.mailcloak.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.GroupLookup;
import org.mailcloak.idp.GroupWalk;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
import org.mailcloak.idp.MailGroup;
import org.mailcloak.idp.Scan;
import org.mailcloak.idp.ScanVisitor;
import org.mailcloak.store.StoreException;

/**
 * The users of the state database as identities. The database is opened by the first look-up that can open it, and
 * never migrated: that is the store's business.
 */
final class LocalIdentityProvider implements IdentityProvider {

    private final Path file;
    private @Nullable Database database;
    private @Nullable ChangePoller poller;
    private boolean closed;
    private volatile boolean groups = true;

    LocalIdentityProvider(Path file) {
        this.file = file;
    }

    /** Letter case is ignored. */
    @Override
    public Lookup findByLogin(String loginName) {
        return ask(users -> users.find(loginName).stream().toList());
    }

    @Override
    public Lookup findByAddress(EmailAddress address) {
        return ask(users -> users.findByAddress(address));
    }

    /** Told once at the beginning and after each change, so that nobody waits for the database here. */
    @Override
    public boolean hasGroups() {
        return groups;
    }

    @Override
    public GroupLookup findGroupByAddress(EmailAddress address) {
        try {
            return database().read(connection -> group(connection, address));
        } catch (StoreException e) {
            return GroupLookup.unavailable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Scan scan(ScanVisitor visitor) {
        try {
            new LocalUsers(database()).each(user -> visitor.found(identity(user)));
            return Scan.complete();
        } catch (StoreException e) {
            return Scan.unavailable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String loginKey(String loginName) {
        return Spellings.login(loginName);
    }

    @Override
    public synchronized void onChange(ChangeListener listener) {
        if (!closed && poller == null) {
            poller = new ChangePoller(
                    file,
                    () -> {
                        lookForGroups();
                        listener.everythingMayHaveChanged();
                    },
                    this::reopen);
            lookForGroups();
        }
    }

    /** While nobody can tell, there may be some. */
    private void lookForGroups() {
        try {
            groups = database().read(LocalGroupRows::haveAddresses);
        } catch (StoreException unknown) {
            groups = true;
        }
    }

    private static GroupLookup group(Connection connection, EmailAddress address) throws SQLException {
        List<LocalGroup> found = LocalGroupRows.byAddress(connection, address);
        if (found.isEmpty()) {
            return GroupLookup.notFound();
        }
        LocalGroup group = found.get(0);
        return found.size() > 1
                ? GroupLookup.broken(found.size() + " groups have the address " + address)
                : GroupWalk.of(
                        group.name(),
                        name -> LocalGroupRows.content(connection, name),
                        members -> new MailGroup(
                                group.id(),
                                group.name(),
                                address,
                                members,
                                group.posting(),
                                Set.copyOf(group.senders()),
                                group.sendAs()));
    }

    private synchronized void reopen() {
        if (database != null) {
            database.reopen();
        }
    }

    @Override
    public void close() {
        Database open;
        ChangePoller polling;
        synchronized (this) {
            closed = true;
            open = database;
            polling = poller;
            database = null;
            poller = null;
        }
        if (polling != null) {
            polling.close();
        }
        if (open != null) {
            open.close();
        }
    }

    private Lookup ask(Function<LocalUsers, List<LocalUser>> question) {
        try {
            return Lookup.of(question.apply(new LocalUsers(database())).stream()
                    .map(LocalIdentityProvider::identity)
                    .toList());
        } catch (StoreException e) {
            return Lookup.unavailable(String.valueOf(e.getMessage()));
        }
    }

    private synchronized Database database() {
        if (closed) {
            throw new StoreException("The local identity provider is closed");
        }
        if (database == null) {
            database = openCurrent();
        }
        return database;
    }

    private Database openCurrent() {
        DatabaseFile found = DatabaseFile.existing(file);
        SchemaState state = found.inspect();
        if (state != SchemaState.CURRENT) {
            throw new StoreException(
                    "Database " + file + " is not up to date: run `mailcloakctl --db " + file + " init`");
        }
        return Database.openForReading(file, found.access());
    }

    static Identity identity(LocalUser user) {
        return new Identity(
                user.id(),
                user.login(),
                user.primaryAddress(),
                new HashSet<>(user.moreAddresses()),
                user.state(),
                Set.of());
    }
}
