package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.Aliases;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.StoreException;

/** The tables {@code aliases} and {@code alias_targets}. */
final class SqliteAliases implements Aliases {

    private static final String COLUMNS = "alias_email, target_user, enabled";
    private static final String CANDIDATES = Spellings.candidates(COLUMNS, "aliases", "alias_email");

    private final Database database;

    SqliteAliases(Database database) {
        this.database = database;
    }

    @Override
    public List<Alias> list(Optional<String> login) {
        List<Alias> all = database.read(SqliteAliases::all);
        if (login.isEmpty()) {
            return all;
        }
        String wanted = Spellings.login(login.get());
        return all.stream()
                .filter(alias -> alias.targets()
                        .anyMatch(target -> Spellings.login(target).equals(wanted)))
                .toList();
    }

    @Override
    public void add(AliasAddress alias, String login, List<String> also) {
        Alias.checkTargets(login, also);
        database.write(connection -> {
            LocalDomain domain = domainOf(connection, alias);
            List<Alias> rows = spellings(connection, alias);
            for (Alias row : rows) {
                Sql.update(
                        connection,
                        "UPDATE aliases SET target_user = ?, enabled = 1 WHERE alias_email = ?",
                        login,
                        row.address());
                AliasTargets.replace(connection, row.address(), login, also);
            }
            if (rows.isEmpty()) {
                String spelling = spelling(alias, domain);
                Sql.update(
                        connection,
                        "INSERT INTO aliases(alias_email, target_user, alias_domain_name) VALUES (?, ?, ?)",
                        spelling,
                        login,
                        domain.name());
                AliasTargets.replace(connection, spelling, login, also);
            }
            return true;
        });
    }

    @Override
    public boolean delete(AliasAddress alias) {
        return database.write(connection -> update(connection, alias, "DELETE FROM aliases WHERE alias_email = ?"));
    }

    @Override
    public boolean setEnabled(AliasAddress alias, boolean enabled) {
        String sql = "UPDATE aliases SET enabled = " + (enabled ? 1 : 0) + " WHERE alias_email = ?";
        return database.write(connection -> update(connection, alias, sql));
    }

    /** If several rows spell the address, an enabled one counts, and of those the first in alphabetical order. */
    Optional<Alias> find(AliasAddress alias) {
        return database.read(connection -> {
            Optional<Alias> row = spellings(connection, alias).stream()
                    .filter(found -> !found.login().isBlank())
                    .min(Comparator.comparing((Alias found) -> !found.enabled()).thenComparing(Alias::address));
            return row.isPresent() && SqliteDomains.isLocal(connection, alias.domain())
                    ? Optional.of(AliasTargets.added(connection, row.get()))
                    : Optional.empty();
        });
    }

    private static List<Alias> all(Connection connection) throws SQLException {
        Map<String, List<String>> also = AliasTargets.all(connection);
        return Sql.query(
                connection,
                "SELECT " + COLUMNS + " FROM aliases WHERE alias_email IS NOT NULL ORDER BY alias_email",
                row -> new Alias(
                        row.getString(1),
                        row.getString(2),
                        also.getOrDefault(row.getString(1), List.of()),
                        row.getBoolean(3)));
    }

    /** Without further targets. */
    private static List<Alias> spellings(Connection connection, AliasAddress alias) throws SQLException {
        return Sql.query(connection, CANDIDATES, SqliteAliases::row, alias.toString()).stream()
                .filter(row ->
                        AliasAddress.parse(row.address()).filter(alias::equals).isPresent())
                .distinct()
                .sorted(Comparator.comparing(Alias::address))
                .toList();
    }

    private static Alias row(ResultSet row) throws SQLException {
        return new Alias(row.getString(1), row.getString(2), row.getBoolean(3));
    }

    private static LocalDomain domainOf(Connection connection, AliasAddress alias) throws SQLException {
        String name = alias.domain().name();
        return SqliteDomains.spellings(connection, alias.domain()).stream()
                .findFirst()
                .orElseThrow(() -> new StoreException(
                        "Domain " + name + " is not in the database; add it first: mailcloakctl domains add " + name));
    }

    /** With the domain as its own row spells it, because the tables' triggers and foreign keys compare byte by byte. */
    private static String spelling(AliasAddress alias, LocalDomain domain) {
        String spelling = alias.localPart() + '@' + domain.name();
        if (alias.localPart().indexOf('@') >= 0
                || AliasAddress.parse(spelling).filter(alias::equals).isEmpty()) {
            throw new StoreException(
                    "Alias " + alias + " cannot be stored: its local part must not hold @ or be quoted twice");
        }
        return spelling;
    }

    /** @return whether there was a row to change */
    private static boolean update(Connection connection, AliasAddress alias, String sql) throws SQLException {
        List<Alias> rows = spellings(connection, alias);
        for (Alias row : rows) {
            Sql.update(connection, sql, row.address());
        }
        return !rows.isEmpty();
    }
}
