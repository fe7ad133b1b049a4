package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.AliasBinding;
import org.mailcloak.store.Aliases;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.StoreException;

/** The tables {@code aliases} and {@code alias_targets}. */
final class SqliteAliases implements Aliases {

    private final Database database;
    private final Clock clock;

    /** @param clock by which aliases expire */
    SqliteAliases(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Alias> list(Optional<String> login) {
        List<Alias> all = database.read(SqliteAliases::all);
        if (login.isEmpty()) {
            return all;
        }
        String wanted = KeyNormalisation.login(login.get());
        return all.stream()
                .filter(alias -> alias.targets()
                        .anyMatch(target -> KeyNormalisation.login(target).equals(wanted)))
                .toList();
    }

    @Override
    public void add(AliasAddress alias, String login, List<String> also, Optional<Instant> expiresAt) {
        Alias.checkTargets(login, also);
        database.write(connection -> {
            LocalDomain domain = domainOf(connection, alias);
            List<Alias> rows = AliasRows.spellings(connection, alias);
            for (Alias row : rows) {
                Sql.update(
                        connection,
                        "UPDATE aliases SET target_user = ?, enabled = 1 WHERE alias_email = ?",
                        login,
                        row.address());
                AliasTargetRows.replace(connection, row.address(), login, also);
                putExpiry(connection, row.address(), expiresAt);
            }
            if (rows.isEmpty()) {
                String spelling = spelling(alias, domain);
                Sql.update(
                        connection,
                        "INSERT INTO aliases(alias_email, target_user, alias_domain_name) VALUES (?, ?, ?)",
                        spelling,
                        login,
                        domain.name());
                AliasTargetRows.replace(connection, spelling, login, also);
                putExpiry(connection, spelling, expiresAt);
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

    @Override
    public boolean setExpiry(AliasAddress alias, Optional<Instant> expiresAt) {
        return database.write(connection -> {
            List<Alias> rows = AliasRows.spellings(connection, alias);
            for (Alias row : rows) {
                putExpiry(connection, row.address(), expiresAt);
            }
            return !rows.isEmpty();
        });
    }

    /** If several rows spell the address, an enabled one counts, and of those the first in alphabetical order. */
    Optional<Alias> find(AliasAddress alias) {
        Instant now = clock.instant();
        return database.read(connection -> {
            List<AliasRows.Stored> rows = AliasRows.stored(connection, alias).stream()
                    .filter(found -> hasLogin(found.alias()))
                    .toList();
            Optional<Alias> row = rows.stream()
                    .map(found -> found.alias().asOf(now))
                    .min(Comparator.comparing((Alias found) -> !found.enabled()).thenComparing(Alias::address));
            if (row.isEmpty() || !SqliteDomains.isLocal(connection, alias.domain())) {
                return Optional.empty();
            }
            rows.stream().filter(AliasRows.Stored::isUnclear).findFirst().ifPresent(found -> {
                throw new UnclearRowException(found.problem());
            });
            String spelling = row.get().address();
            Alias found =
                    whole(row.get(), AliasTargetRows.of(connection, spelling), SqliteBindings.of(connection, spelling));
            AliasTargetRows.checkReadable(alias, found);
            return Optional.of(found);
        });
    }

    /** A target of blanks counts as absent. One of other white space, such as a tab, is one that cannot be read. */
    private static boolean hasLogin(Alias row) {
        return row.login().chars().anyMatch(c -> c != ' ');
    }

    private static Alias whole(Alias row, List<String> also, List<AliasBinding> bindings) {
        Map<String, String> accounts = bindings.stream()
                .collect(Collectors.toMap(AliasBinding::target, AliasBinding::accountId, SqliteAliases::same));
        return new Alias(row.address(), row.login(), also, row.enabled(), accounts, row.expiresAt());
    }

    /** A blob and a text can spell one target: which account is meant is not known then, and no account has this id. */
    private static String same(String account, String other) {
        return account.equals(other) ? account : "\n";
    }

    private static void putExpiry(Connection connection, String alias, Optional<Instant> expiresAt)
            throws SQLException {
        Sql.update(connection, "DELETE FROM alias_expiry WHERE alias_email = ?", alias);
        if (expiresAt.isPresent()) {
            Sql.update(
                    connection,
                    "INSERT INTO alias_expiry(alias_email, expires_at) VALUES (?, ?)",
                    alias,
                    expiresAt.get().getEpochSecond());
        }
    }

    private static List<Alias> all(Connection connection) throws SQLException {
        Map<String, List<String>> also = AliasTargetRows.all(connection);
        Map<String, List<AliasBinding>> bindings = SqliteBindings.byAlias(connection);
        return AliasRows.all(connection).stream()
                .map(row -> whole(
                        row,
                        also.getOrDefault(row.address(), List.of()),
                        bindings.getOrDefault(row.address(), List.of())))
                .toList();
    }

    private static LocalDomain domainOf(Connection connection, AliasAddress alias) throws SQLException {
        String name = alias.domain().name();
        LocalDomain domain = DomainRows.spellings(connection, alias.domain()).stream()
                .findFirst()
                .orElseThrow(() -> new StoreException(
                        "Domain " + name + " is not in the database; add it first: mailcloakctl domains add " + name));
        domain.aliasOf().ifPresent(target -> {
            throw new StoreException("Domain " + name + " stands for " + target + ": add the alias there");
        });
        return domain;
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
        List<Alias> rows = AliasRows.spellings(connection, alias);
        for (Alias row : rows) {
            Sql.update(connection, sql, row.address());
        }
        return !rows.isEmpty();
    }
}
