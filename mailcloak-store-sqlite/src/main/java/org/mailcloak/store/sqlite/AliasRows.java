package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;

/** Reads the table {@code aliases}: rows without further targets and bindings. */
final class AliasRows {

    private static final String COLUMNS = "alias_email, target_user, enabled,"
            + " (SELECT expires_at FROM alias_expiry e WHERE e.alias_email = aliases.alias_email)";

    private AliasRows() {}

    /** Returns all rows in the order of their addresses. */
    static List<Alias> all(Connection connection) throws SQLException {
        return Sql.query(
                connection,
                "SELECT " + COLUMNS + " FROM aliases WHERE alias_email IS NOT NULL ORDER BY alias_email",
                AliasRows::row);
    }

    /** Returns the rows that spell the address, in alphabetical order. */
    static List<Alias> spellings(Connection connection, AliasAddress alias) throws SQLException {
        return SpelledRows.candidates(connection, SpelledColumn.ALIASES, COLUMNS, alias.toString(), AliasRows::row)
                .stream()
                .filter(row ->
                        AliasAddress.parse(row.address()).filter(alias::equals).isPresent())
                .distinct()
                .sorted(Comparator.comparing(Alias::address))
                .toList();
    }

    private static Alias row(ResultSet row) throws SQLException {
        long expiry = row.getLong(4);
        Optional<Instant> expiresAt = row.wasNull() ? Optional.empty() : Optional.of(EpochTime.of(expiry));
        return new Alias(row.getString(1), row.getString(2), List.of(), row.getBoolean(3), Map.of(), expiresAt);
    }
}
