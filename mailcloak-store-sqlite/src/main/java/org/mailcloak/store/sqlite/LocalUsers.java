package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountScope;
import org.mailcloak.idp.AccountState;
import org.mailcloak.store.StoreException;

/**
 * Administration of the embedded provider's users. Logins are compared without regard to letter case; an address may
 * belong to several users. Methods throw {@link StoreException} if the store refuses or fails; every change is one
 * transaction and is on disk when the method returns. Safe for many threads.
 */
public final class LocalUsers {

    private final Database database;

    LocalUsers(Database database) {
        this.database = database;
    }

    /** All users in the order of logins. */
    public List<LocalUser> list() {
        return database.read(LocalUserRows::all);
    }

    public Optional<LocalUser> find(String login) {
        return database.read(connection -> LocalUserRows.byLogin(connection, KeyNormalisation.login(login)));
    }

    /** All users who own the address, in the order of logins. */
    public List<LocalUser> findByAddress(EmailAddress address) {
        return database.read(connection -> LocalUserRows.byAddress(connection, address));
    }

    /** The hash as it is stored, for a backup; empty if there is no such user or no password is set. */
    public Optional<String> passwordHash(String login) {
        String query = "SELECT password_hash FROM users WHERE login = ? AND password_hash IS NOT NULL";
        return database.read(connection ->
                        Sql.query(connection, query, row -> row.getString(1), KeyNormalisation.login(login)).stream())
                .findFirst();
    }

    /** @throws StoreException if there is a user of that login already */
    public void add(NewLocalUser user) {
        String login = checkedLogin(user.login());
        user.passwordHash().ifPresent(SqliteApps::checkHash);
        if (!user.id().map(StoredText::isName).orElse(true)) {
            throw new StoreException(
                    "User " + login + " needs an id without control characters, of at most " + StoredText.MAX_LENGTH);
        }
        database.write(connection -> {
            if (LocalUserRows.byLogin(connection, login).isPresent()) {
                throw new StoreException("User " + login + " exists already");
            }
            // What another program left of a user of that name is no part of this one.
            Sql.update(connection, "DELETE FROM user_addresses WHERE login = ?", login);
            Sql.update(connection, "DELETE FROM user_group_members WHERE login = ?", login);
            Sql.update(
                    connection,
                    "INSERT INTO users(login, user_id, primary_address, password_hash, state, scope)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    login,
                    user.id().orElseGet(() -> UUID.randomUUID().toString()),
                    user.addresses().stream()
                            .findFirst()
                            .map(LocalUsers::spelling)
                            .orElse(null),
                    user.passwordHash().orElse(null),
                    LocalUserRows.column(user.state()),
                    LocalUserRows.column(user.scope()));
            for (EmailAddress address :
                    user.addresses().stream().distinct().skip(1).toList()) {
                insertAddress(connection, login, address);
            }
            return true;
        });
    }

    /**
     * Deletes the user and the addresses.
     *
     * @return false if there is no such user
     */
    public boolean delete(String login) {
        return change("DELETE FROM users WHERE login = ?", KeyNormalisation.login(login));
    }

    /** @return false if there is no such user */
    public boolean setState(String login, AccountState state) {
        return change(
                "UPDATE users SET state = ? WHERE login = ?",
                LocalUserRows.column(state),
                KeyNormalisation.login(login));
    }

    /** @return false if there is no such user */
    public boolean setScope(String login, AccountScope scope) {
        return change(
                "UPDATE users SET scope = ? WHERE login = ?",
                LocalUserRows.column(scope),
                KeyNormalisation.login(login));
    }

    /**
     * @param hash in Dovecot's form, as {@link PasswordHash#argon2id} makes it
     * @return false if there is no such user
     */
    public boolean setPassword(String login, String hash) {
        SqliteApps.checkHash(hash);
        return change("UPDATE users SET password_hash = ? WHERE login = ?", hash, KeyNormalisation.login(login));
    }

    /**
     * Makes the address the primary one; the one before stays as a further address.
     *
     * @return false if there is no such user
     */
    public boolean setPrimaryAddress(String login, EmailAddress address) {
        return edit(login, (connection, user) -> {
            deleteAddress(connection, user.login(), address);
            Optional<EmailAddress> before = user.primaryAddress().filter(primary -> !primary.equals(address));
            if (before.isPresent()) {
                insertAddress(connection, user.login(), before.get());
            }
            String sql = "UPDATE users SET primary_address = ? WHERE login = ?";
            Sql.update(connection, sql, spelling(address), user.login());
            return true;
        });
    }

    /**
     * Adds a further address; one that the user owns already stays as it is.
     *
     * @return false if there is no such user
     */
    public boolean addAddress(String login, EmailAddress address) {
        return edit(login, (connection, user) -> {
            if (!user.owns(address)) {
                insertAddress(connection, user.login(), address);
            }
            return true;
        });
    }

    /**
     * Takes an address off the user, the primary one too; no other becomes primary then.
     *
     * @return false if there is no such user, or the user does not own the address
     */
    public boolean removeAddress(String login, EmailAddress address) {
        return edit(login, (connection, user) -> {
            deleteAddress(connection, user.login(), address);
            if (user.primaryAddress().filter(address::equals).isPresent()) {
                Sql.update(connection, "UPDATE users SET primary_address = NULL WHERE login = ?", user.login());
            }
            return user.owns(address);
        });
    }

    /** A change that depends on what the user has, in the same transaction. */
    private interface Edit {
        boolean on(Connection connection, LocalUser user) throws SQLException;
    }

    private boolean edit(String login, Edit edit) {
        return database.write(connection -> {
            Optional<LocalUser> user = LocalUserRows.byLogin(connection, KeyNormalisation.login(login));
            return user.isPresent() && edit.on(connection, user.get());
        });
    }

    private boolean change(String sql, String... values) {
        return database.write(connection -> Sql.update(connection, sql, (Object[]) values)) > 0;
    }

    private static void insertAddress(Connection connection, String login, EmailAddress address) throws SQLException {
        Sql.update(connection, "INSERT INTO user_addresses(login, address) VALUES (?, ?)", login, spelling(address));
    }

    /** In every spelling that it is stored in. */
    private static void deleteAddress(Connection connection, String login, EmailAddress address) throws SQLException {
        String sql = "DELETE FROM user_addresses WHERE login = ? AND address = ?";
        for (LocalUserRows.Address row : LocalUserRows.addressesOf(connection, login)) {
            if (KeyNormalisation.same(row.spelling(), address)) {
                Sql.update(connection, sql, login, row.spelling());
            }
        }
    }

    private static String checkedLogin(String text) {
        String login = KeyNormalisation.login(text);
        if (!StoredText.isName(login)) {
            throw new StoreException(
                    "A user needs a login name without control characters, of at most " + StoredText.MAX_LENGTH);
        }
        return login;
    }

    /** A local part that is itself in quotes would be read back without them. */
    static String spelling(EmailAddress address) {
        if (!KeyNormalisation.same(address.toString(), address)) {
            throw new StoreException("Address " + address + " cannot be stored: its local part is quoted twice");
        }
        return address.toString();
    }
}
