package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.LocalDomain;

/** Reads the table {@code domains}. */
final class DomainRows {

    private static final String COLUMNS = "domain_name, enabled,"
            + " (SELECT target_domain FROM domain_aliases a WHERE a.domain_name = domains.domain_name),"
            + " (SELECT next_hop FROM unknown_hosts u WHERE u.domain_name = domains.domain_name)";

    private DomainRows() {}

    /** The rows that spell the domain, enabled ones first, then in alphabetical order. */
    static List<LocalDomain> spellings(Connection connection, MailDomain domain) throws SQLException {
        return SpelledRows.candidates(connection, SpelledColumn.DOMAINS, COLUMNS, domain.name(), DomainRows::row)
                .stream()
                .filter(row -> KeyNormalisation.same(row.name(), domain))
                .distinct()
                .sorted(Comparator.comparing((LocalDomain row) -> !row.enabled())
                        .thenComparing(LocalDomain::name))
                .toList();
    }

    static List<LocalDomain> all(Connection connection) throws SQLException {
        return Sql.query(
                connection,
                "SELECT " + COLUMNS + " FROM domains WHERE domain_name IS NOT NULL ORDER BY domain_name",
                DomainRows::row);
    }

    /** The first that is enabled, in alphabetical order. The rows before it are not kept: a request waits for this. */
    static Optional<MailDomain> firstEnabled(Connection connection) throws SQLException {
        AtomicReference<@Nullable MailDomain> first = new AtomicReference<>();
        Sql.each(
                connection,
                "SELECT domain_name FROM domains WHERE domain_name IS NOT NULL AND enabled = 1 ORDER BY domain_name",
                row -> {
                    if (first.get() == null) {
                        MailDomain.parse(row.getString(1)).ifPresent(first::set);
                    }
                });
        return Optional.ofNullable(first.get());
    }

    private static LocalDomain row(ResultSet row) throws SQLException {
        return new LocalDomain(
                row.getString(1),
                row.getBoolean(2),
                Optional.ofNullable(row.getString(3)),
                Optional.ofNullable(row.getString(4)));
    }
}
