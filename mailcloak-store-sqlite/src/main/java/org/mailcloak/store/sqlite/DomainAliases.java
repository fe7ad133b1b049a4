package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.LocalDomain;
import org.mailcloak.store.StoreException;

/** The table {@code domain_aliases}: domains that stand for others. */
final class DomainAliases {

    private DomainAliases() {}

    /** @throws StoreException if the one cannot stand for the other */
    static void check(Connection connection, MailDomain alias, MailDomain target) throws SQLException {
        List<LocalDomain> rows = DomainRows.spellings(connection, target);
        if (rows.isEmpty()) {
            throw new StoreException(
                    "Domain " + target + " is not in the database; add it first: mailcloakctl domains add " + target);
        }
        if (alias.equals(target)) {
            throw new StoreException("Domain " + alias + " cannot stand for itself");
        }
        Optional<String> further =
                rows.stream().flatMap(row -> row.aliasOf().stream()).findFirst();
        if (further.isPresent()) {
            throw new StoreException("Domain " + target + " stands for " + further.get() + " itself: name that one");
        }
        checkNotATarget(connection, alias);
        checkHasNoAliases(connection, alias);
    }

    /** @throws StoreException naming a domain that stands for this one */
    static void checkNotATarget(Connection connection, MailDomain domain) throws SQLException {
        for (LocalDomain row : DomainRows.spellings(connection, domain)) {
            String sql = "SELECT domain_name FROM domain_aliases WHERE target_domain = ? ORDER BY domain_name LIMIT 1";
            for (String alias : Sql.query(connection, sql, found -> found.getString(1), row.name())) {
                throw new StoreException(
                        "Domain " + alias + " is an alias of " + domain + ": delete it, or end that, first");
            }
        }
    }

    static void put(Connection connection, String alias, String target) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO domain_aliases(domain_name, target_domain) VALUES (?, ?)"
                        + " ON CONFLICT(domain_name) DO UPDATE SET target_domain = excluded.target_domain",
                alias,
                target);
    }

    private static void checkHasNoAliases(Connection connection, MailDomain domain) throws SQLException {
        for (LocalDomain row : DomainRows.spellings(connection, domain)) {
            String sql = "SELECT alias_email FROM aliases WHERE alias_domain_name = ? ORDER BY alias_email LIMIT 1";
            for (String alias : Sql.query(connection, sql, found -> found.getString(1), row.name())) {
                throw new StoreException("Domain " + domain + " has aliases of its own, such as " + alias
                        + ": they would not be asked any more; delete them first");
            }
        }
    }
}
