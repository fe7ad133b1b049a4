package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Domains;
import org.mailcloak.store.LocalDomain;

/** The table {@code domains}. */
final class SqliteDomains implements Domains {

    private final Database database;

    SqliteDomains(Database database) {
        this.database = database;
    }

    @Override
    public List<LocalDomain> list() {
        return database.read(DomainRows::all);
    }

    @Override
    public void add(MailDomain domain) {
        database.write(connection -> {
            enable(connection, domain);
            return true;
        });
    }

    @Override
    public boolean delete(MailDomain domain) {
        return database.write(connection -> {
            DomainAliases.checkNotATarget(connection, domain);
            return update(connection, domain, "DELETE FROM domains WHERE domain_name = ?");
        });
    }

    @Override
    public void alias(MailDomain alias, MailDomain target) {
        database.write(connection -> {
            DomainAliases.check(connection, alias, target);
            enable(connection, alias);
            LocalDomain of = DomainRows.spellings(connection, target).get(0);
            for (LocalDomain row : DomainRows.spellings(connection, alias)) {
                DomainAliases.put(connection, row.name(), of.name());
            }
            return true;
        });
    }

    @Override
    public boolean unalias(MailDomain alias) {
        return database.write(connection -> {
            boolean stood = false;
            for (LocalDomain row : DomainRows.spellings(connection, alias)) {
                stood |= Sql.update(connection, "DELETE FROM domain_aliases WHERE domain_name = ?", row.name()) > 0;
            }
            return stood;
        });
    }

    @Override
    public boolean setUnknownHost(MailDomain domain, Optional<String> nextHop) {
        nextHop.ifPresent(hop -> LocalDomain.checkNextHop(domain, hop));
        return database.write(connection -> {
            List<LocalDomain> rows = DomainRows.spellings(connection, domain);
            for (LocalDomain row : rows) {
                Sql.update(connection, "DELETE FROM unknown_hosts WHERE domain_name = ?", row.name());
                if (nextHop.isPresent()) {
                    String sql = "INSERT INTO unknown_hosts(domain_name, next_hop) VALUES (?, ?)";
                    Sql.update(connection, sql, row.name(), nextHop.get());
                }
            }
            return !rows.isEmpty();
        });
    }

    private static void enable(Connection connection, MailDomain domain) throws SQLException {
        if (!update(connection, domain, "UPDATE domains SET enabled = 1 WHERE domain_name = ?")) {
            Sql.update(connection, "INSERT INTO domains(domain_name) VALUES (?)", domain.name());
        }
    }

    @Override
    public boolean setEnabled(MailDomain domain, boolean enabled) {
        String sql = "UPDATE domains SET enabled = " + (enabled ? 1 : 0) + " WHERE domain_name = ?";
        return database.write(connection -> update(connection, domain, sql));
    }

    boolean isLocal(MailDomain domain) {
        return database.read(connection -> isLocal(connection, domain));
    }

    Optional<MailDomain> first() {
        return database.read(DomainRows::firstEnabled);
    }

    static boolean isLocal(Connection connection, MailDomain domain) throws SQLException {
        return inForce(connection, domain).isPresent();
    }

    Optional<MailDomain> target(MailDomain domain) {
        return database.read(connection -> inForce(connection, domain))
                .flatMap(LocalDomain::aliasOf)
                .flatMap(MailDomain::parse);
    }

    Optional<String> unknownHost(MailDomain domain) {
        Optional<String> host =
                database.read(connection -> inForce(connection, domain)).flatMap(LocalDomain::unknownHost);
        if (!host.map(StoredText::isName).orElse(true)) {
            throw new UnclearRowException(
                    "Domain " + domain + " has a host for its unknown addresses that cannot be read:"
                            + " write it anew with mailcloakctl domains set-unknown");
        }
        return host;
    }

    /** The row that counts, if the domain is enabled, and so is the one of its own that it may stand for. */
    private static Optional<LocalDomain> inForce(Connection connection, MailDomain domain) throws SQLException {
        Optional<LocalDomain> row = DomainRows.spellings(connection, domain).stream()
                .filter(LocalDomain::enabled)
                .findFirst();
        return row.isPresent()
                        && row.get().aliasOf().isPresent()
                        && !isOfItsOwn(connection, row.get().aliasOf().get())
                ? Optional.empty()
                : row;
    }

    /** @throws UnclearRowException if another program stored what is no domain: which one it meant is not known */
    private static boolean isOfItsOwn(Connection connection, String name) throws SQLException {
        MailDomain domain = MailDomain.parse(name)
                .filter(parsed -> StoredText.isReadable(name))
                .orElseThrow(
                        () -> new UnclearRowException("A row of table domain_aliases names a target that is no domain:"
                                + " write it anew with mailcloakctl domains alias"));
        return DomainRows.spellings(connection, domain).stream()
                .filter(LocalDomain::enabled)
                .findFirst()
                .filter(row -> row.aliasOf().isEmpty())
                .isPresent();
    }

    /** @return whether there was a row to change */
    private static boolean update(Connection connection, MailDomain domain, String sql) throws SQLException {
        List<LocalDomain> rows = DomainRows.spellings(connection, domain);
        for (LocalDomain row : rows) {
            Sql.update(connection, sql, row.name());
        }
        return !rows.isEmpty();
    }
}
