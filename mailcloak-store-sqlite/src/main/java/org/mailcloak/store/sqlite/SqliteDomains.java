package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Domains;
import org.mailcloak.store.LocalDomain;

/** The table {@code domains}. */
final class SqliteDomains implements Domains {

    private static final String COLUMNS = "domain_name, enabled";
    private static final String CANDIDATES = Spellings.candidates(COLUMNS, "domains", "domain_name");

    private final Database database;

    SqliteDomains(Database database) {
        this.database = database;
    }

    @Override
    public List<LocalDomain> list() {
        return database.read(SqliteDomains::all);
    }

    @Override
    public void add(MailDomain domain) {
        database.write(connection -> {
            if (!update(connection, domain, "UPDATE domains SET enabled = 1 WHERE domain_name = ?")) {
                Sql.update(connection, "INSERT INTO domains(domain_name) VALUES (?)", domain.name());
            }
            return true;
        });
    }

    @Override
    public boolean delete(MailDomain domain) {
        return database.write(connection -> update(connection, domain, "DELETE FROM domains WHERE domain_name = ?"));
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
        return database.read(SqliteDomains::all).stream()
                .filter(LocalDomain::enabled)
                .flatMap(row -> MailDomain.parse(row.name()).stream())
                .findFirst();
    }

    static boolean isLocal(Connection connection, MailDomain domain) throws SQLException {
        return spellings(connection, domain).stream().anyMatch(LocalDomain::enabled);
    }

    /** The rows that spell the domain, enabled ones first, then in alphabetical order. */
    static List<LocalDomain> spellings(Connection connection, MailDomain domain) throws SQLException {
        return Sql.query(connection, CANDIDATES, SqliteDomains::row, domain.name()).stream()
                .filter(row -> Spellings.same(row.name(), domain))
                .distinct()
                .sorted(Comparator.comparing((LocalDomain row) -> !row.enabled())
                        .thenComparing(LocalDomain::name))
                .toList();
    }

    private static List<LocalDomain> all(Connection connection) throws SQLException {
        return Sql.query(
                connection,
                "SELECT " + COLUMNS + " FROM domains WHERE domain_name IS NOT NULL ORDER BY domain_name",
                SqliteDomains::row);
    }

    private static LocalDomain row(ResultSet row) throws SQLException {
        return new LocalDomain(row.getString(1), row.getBoolean(2));
    }

    /** @return whether there was a row to change */
    private static boolean update(Connection connection, MailDomain domain, String sql) throws SQLException {
        List<LocalDomain> rows = spellings(connection, domain);
        for (LocalDomain row : rows) {
            Sql.update(connection, sql, row.name());
        }
        return !rows.isEmpty();
    }
}
