package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.store.Alias;
import org.mailcloak.store.Aliases;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.StoreException;

/** The table {@code aliases}. */
final class SqliteAliases implements Aliases {

    private static final String COLUMNS = "alias_email, target_user, enabled";
    private static final String CANDIDATES = Spellings.candidates(COLUMNS, "aliases", "alias_email");

    private final Database database;

    SqliteAliases(Database database) {
        this.database = database;
    }

    @Override
    public List<Alias> list(Optional<String> login) {
        List<Alias> all = database.read(connection -> Sql.query(
                connection,
                "SELECT " + COLUMNS + " FROM aliases WHERE alias_email IS NOT NULL ORDER BY alias_email",
                row -> new Alias(row.getString(1), row.getString(2), row.getBoolean(3))));
        if (login.isEmpty()) {
            return all;
        }
        String wanted = Spellings.login(login.get());
        return all.stream()
                .filter(alias -> Spellings.login(alias.login()).equals(wanted))
                .toList();
    }

    @Override
    public void add(EmailAddress alias, String login) {
        checkLogin(login);
        database.write(connection -> {
            LocalDomain domain = domainOf(connection, alias);
            List<Alias> rows = spellings(connection, alias);
            for (Alias row : rows) {
                Sql.update(
                        connection,
                        "UPDATE aliases SET target_user = ?, enabled = 1 WHERE alias_email = ?",
                        login,
                        row.address());
            }
            if (rows.isEmpty()) {
                Sql.update(
                        connection,
                        "INSERT INTO aliases(alias_email, target_user, alias_domain_name) VALUES (?, ?, ?)",
                        spelling(alias, domain),
                        login,
                        domain.name());
            }
            return true;
        });
    }

    @Override
    public boolean delete(EmailAddress alias) {
        return database.write(connection -> update(connection, alias, "DELETE FROM aliases WHERE alias_email = ?"));
    }

    @Override
    public boolean setEnabled(EmailAddress alias, boolean enabled) {
        String sql = "UPDATE aliases SET enabled = " + (enabled ? 1 : 0) + " WHERE alias_email = ?";
        return database.write(connection -> update(connection, alias, sql));
    }

    /** If several rows spell the address, the first enabled one in alphabetical order counts. */
    Optional<String> find(EmailAddress alias) {
        return database.read(connection -> {
            Optional<String> login = spellings(connection, alias).stream()
                    .filter(row -> row.enabled() && !row.login().isBlank())
                    .map(Alias::login)
                    .findFirst();
            return login.isPresent() && SqliteDomains.isLocal(connection, alias.domain()) ? login : Optional.empty();
        });
    }

    private static List<Alias> spellings(Connection connection, EmailAddress alias) throws SQLException {
        return Sql.query(
                        connection,
                        CANDIDATES,
                        row -> new Alias(row.getString(1), row.getString(2), row.getBoolean(3)),
                        alias.toString())
                .stream()
                .filter(row -> Spellings.same(row.address(), alias))
                .distinct()
                .sorted(Comparator.comparing(Alias::address))
                .toList();
    }

    private static LocalDomain domainOf(Connection connection, EmailAddress alias) throws SQLException {
        String name = alias.domain().name();
        return SqliteDomains.spellings(connection, alias.domain()).stream()
                .findFirst()
                .orElseThrow(() -> new StoreException(
                        "Domain " + name + " is not in the database; add it first: mailcloakctl domains add " + name));
    }

    /** With the domain as its own row spells it, because the tables' triggers and foreign keys compare byte by byte. */
    private static String spelling(EmailAddress alias, LocalDomain domain) {
        String spelling = alias.localPart() + '@' + domain.name();
        if (alias.localPart().indexOf('@') >= 0 || !Spellings.same(spelling, alias)) {
            throw new StoreException(
                    "Alias " + alias + " cannot be stored: its local part must not hold @ or be quoted twice");
        }
        return spelling;
    }

    /** The login becomes part of replies and of tab-separated lists. */
    private static void checkLogin(String login) {
        if (login.isBlank() || login.chars().anyMatch(Character::isISOControl)) {
            throw new StoreException("An alias needs a login name without control characters");
        }
    }

    /** @return whether there was a row to change */
    private static boolean update(Connection connection, EmailAddress alias, String sql) throws SQLException {
        List<Alias> rows = spellings(connection, alias);
        for (Alias row : rows) {
            Sql.update(connection, sql, row.address());
        }
        return !rows.isEmpty();
    }
}
