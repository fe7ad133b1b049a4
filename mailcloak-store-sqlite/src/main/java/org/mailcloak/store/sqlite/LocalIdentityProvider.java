package org.mailcloak.store.sqlite;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.ChangeListener;
import org.mailcloak.idp.Identity;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.Lookup;
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
            poller = new ChangePoller(file, listener, this::reopen);
        }
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

    private static Identity identity(LocalUser user) {
        return new Identity(
                user.id(),
                user.login(),
                user.primaryAddress(),
                new HashSet<>(user.moreAddresses()),
                user.state(),
                Set.of());
    }
}
