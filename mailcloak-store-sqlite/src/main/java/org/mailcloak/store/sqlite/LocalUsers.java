package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;
import org.mailcloak.store.StoreException;

/**
 * Administration of the embedded provider's users. Logins are compared without regard to letter case, an address may
 * belong to several users. Methods throw {@link StoreException} if the store refuses or fails; every change is one
 * transaction and is on disk when the method returns. Safe for many threads.
 */
public final class LocalUsers {

    private static final String USERS =
            "SELECT login, primary_address, state, password_hash IS NOT NULL, user_id FROM users ";
    private static final String ADDRESSES = "SELECT login, address FROM user_addresses ";
    private static final String OWNERS = Spellings.candidates("login", "users", "primary_address") + " UNION "
            + Spellings.candidates("login", "user_addresses", "address");

    private record Address(String login, String spelling) {}

    private final Database database;

    LocalUsers(Database database) {
        this.database = database;
    }

    /** All users in the order of logins. */
    public List<LocalUser> list() {
        return database.read(connection -> users(connection, "ORDER BY login", ""));
    }

    public Optional<LocalUser> find(String login) {
        String wanted = Spellings.login(login);
        return database.read(connection -> users(connection, "WHERE login = ?", "WHERE login = ?", wanted)).stream()
                .filter(user -> Spellings.login(user.login()).equals(wanted))
                .findFirst();
    }

    /** All users who own the address, in the order of logins. */
    List<LocalUser> owners(EmailAddress address) {
        String where = "WHERE login IN (" + OWNERS + ")";
        return database
                .read(connection -> users(connection, where + " ORDER BY login", where, address.toString()))
                .stream()
                .filter(user -> user.owns(address))
                .toList();
    }

    /** @throws StoreException if there is a user of that login already */
    public void add(NewLocalUser user) {
        String login = Spellings.login(user.login());
        if (login.isBlank() || login.chars().anyMatch(Character::isISOControl)) {
            throw new StoreException("A user needs a login name without control characters");
        }
        user.passwordHash().ifPresent(SqliteApps::checkHash);
        database.write(connection -> {
            if (exists(connection, login)) {
                throw new StoreException("User " + login + " exists already");
            }
            Sql.update(
                    connection,
                    "INSERT INTO users(login, user_id, primary_address, password_hash, state) VALUES (?, ?, ?, ?, ?)",
                    login,
                    UUID.randomUUID().toString(),
                    user.addresses().isEmpty() ? null : user.addresses().get(0).toString(),
                    user.passwordHash().orElse(null),
                    column(user.state()));
            for (EmailAddress address :
                    user.addresses().stream().distinct().skip(1).toList()) {
                insertAddress(connection, login, address);
            }
            return true;
        });
    }

    /** @return false if there is no such user */
    public boolean delete(String login) {
        return change("DELETE FROM users WHERE login = ?", Spellings.login(login));
    }

    /** @return false if there is no such user */
    public boolean setState(String login, AccountState state) {
        return change("UPDATE users SET state = ? WHERE login = ?", column(state), Spellings.login(login));
    }

    /**
     * @param hash in Dovecot's form, as {@link PasswordHash#argon2id} makes it
     * @return false if there is no such user
     */
    public boolean setPassword(String login, String hash) {
        SqliteApps.checkHash(hash);
        return change("UPDATE users SET password_hash = ? WHERE login = ?", hash, Spellings.login(login));
    }

    /**
     * Makes the address the primary one; the one before stays as a further address.
     *
     * @return false if there is no such user
     */
    public boolean setPrimaryAddress(String login, EmailAddress address) {
        String name = Spellings.login(login);
        return database.write(connection -> {
            Optional<LocalUser> user = users(connection, "WHERE login = ?", "WHERE login = ?", name).stream()
                    .findFirst();
            if (user.isEmpty()) {
                return false;
            }
            deleteAddress(connection, name, address);
            Optional<EmailAddress> before = user.get().primaryAddress().filter(primary -> !primary.equals(address));
            if (before.isPresent()) {
                insertAddress(connection, name, before.get());
            }
            Sql.update(connection, "UPDATE users SET primary_address = ? WHERE login = ?", address.toString(), name);
            return true;
        });
    }

    /**
     * Adds a further address; one that the user owns already stays as it is.
     *
     * @return false if there is no such user
     */
    public boolean addAddress(String login, EmailAddress address) {
        String name = Spellings.login(login);
        return database.write(connection -> {
            Optional<LocalUser> user = users(connection, "WHERE login = ?", "WHERE login = ?", name).stream()
                    .findFirst();
            if (user.isPresent() && !user.get().owns(address)) {
                insertAddress(connection, name, address);
            }
            return user.isPresent();
        });
    }

    /**
     * Takes an address off the user, the primary one too; no other becomes primary then.
     *
     * @return false if there is no such user, or the user does not own the address
     */
    public boolean removeAddress(String login, EmailAddress address) {
        String name = Spellings.login(login);
        return database.write(connection -> {
            Optional<LocalUser> user = users(connection, "WHERE login = ?", "WHERE login = ?", name).stream()
                    .findFirst();
            if (user.isEmpty() || !user.get().owns(address)) {
                return false;
            }
            deleteAddress(connection, name, address);
            if (user.get().primaryAddress().filter(address::equals).isPresent()) {
                Sql.update(connection, "UPDATE users SET primary_address = NULL WHERE login = ?", name);
            }
            return true;
        });
    }

    private boolean change(String sql, String... values) {
        return database.write(connection -> Sql.update(connection, sql, (Object[]) values)) > 0;
    }

    private static boolean exists(Connection connection, String login) throws SQLException {
        return !Sql.query(connection, "SELECT 1 FROM users WHERE login = ?", row -> 1, login)
                .isEmpty();
    }

    private static void insertAddress(Connection connection, String login, EmailAddress address) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO user_addresses(login, address) VALUES ((SELECT login FROM users WHERE login = ?), ?)",
                login,
                address.toString());
    }

    /** In every spelling that it is stored in. */
    private static void deleteAddress(Connection connection, String login, EmailAddress address) throws SQLException {
        for (Address row : addresses(connection, "WHERE login = ?", login)) {
            if (Spellings.same(row.spelling(), address)) {
                Sql.update(
                        connection,
                        "DELETE FROM user_addresses WHERE login = ? AND address = ?",
                        login,
                        row.spelling());
            }
        }
    }

    private static List<Address> addresses(Connection connection, String where, Object... values) throws SQLException {
        return Sql.query(
                connection,
                ADDRESSES + where + " ORDER BY address",
                row -> new Address(row.getString(1), row.getString(2)),
                values);
    }

    private static List<LocalUser> users(Connection connection, String whereUser, String whereAddress, Object... values)
            throws SQLException {
        Map<String, List<EmailAddress>> addresses = addresses(connection, whereAddress, values).stream()
                .collect(Collectors.groupingBy(
                        row -> row.login().toLowerCase(Locale.ROOT),
                        Collectors.flatMapping(
                                row -> EmailAddress.parse(row.spelling()).stream(), Collectors.toList())));
        return Sql.query(connection, USERS + whereUser, row -> user(row, addresses), values);
    }

    private static LocalUser user(ResultSet row, Map<String, List<EmailAddress>> addresses) throws SQLException {
        String login = row.getString(1);
        return new LocalUser(
                login,
                Optional.ofNullable(row.getString(2)).flatMap(EmailAddress::parse),
                addresses.getOrDefault(login.toLowerCase(Locale.ROOT), List.of()),
                state(row.getString(3)),
                row.getBoolean(4),
                row.getString(5));
    }

    private static String column(AccountState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static AccountState state(String column) {
        return AccountState.valueOf(column.toUpperCase(Locale.ROOT));
    }
}
