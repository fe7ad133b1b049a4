package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;

/** Reads the table {@code aliases}: rows without further targets and bindings. */
final class AliasRows {

    private static final String COLUMNS = "alias_email, target_user, enabled,"
            + " (SELECT expires_at FROM alias_expiry e WHERE e.alias_email = aliases.alias_email),"
            + " (SELECT typeof(expires_at) IN ('integer', 'real') FROM alias_expiry e"
            + " WHERE e.alias_email = aliases.alias_email)";

    /**
     * An alias as far as it can be read.
     *
     * @param alias without an end if that is not known
     * @param endKnown false if another program stored an end that is no number, such as the text of a date: the driver would
     *     read 2030 as the second 2,030 of 1970
     */
    record Stored(Alias alias, boolean endKnown) {

        /** Whether it could be over or not. One that is disabled is as one that is over. */
        boolean isUnclear() {
            return !endKnown && alias.enabled();
        }

        String problem() {
            return "Alias " + alias.address()
                    + " has an end that is no number of seconds: write it anew with mailcloakctl" + " aliases add";
        }
    }

    private AliasRows() {}

    /** Returns all rows in the order of their addresses, without those whose end is not known. */
    static List<Alias> all(Connection connection) throws SQLException {
        List<Alias> aliases = new ArrayList<>();
        SkippedRows skipped = new SkippedRows();
        for (Stored row : Sql.query(
                connection,
                "SELECT " + COLUMNS + " FROM aliases WHERE alias_email IS NOT NULL ORDER BY alias_email",
                AliasRows::row)) {
            if (row.endKnown()) {
                aliases.add(row.alias());
            } else {
                skipped.add(row.problem());
            }
        }
        skipped.report();
        return aliases;
    }

    /** Returns the rows that spell the address, in alphabetical order; for changes, expired ones too. */
    static List<Alias> spellings(Connection connection, AliasAddress alias) throws SQLException {
        return stored(connection, alias).stream().map(Stored::alias).toList();
    }

    /** Returns the rows that spell the address, in alphabetical order. */
    static List<Stored> stored(Connection connection, AliasAddress alias) throws SQLException {
        return SpelledRows.candidates(connection, SpelledColumn.ALIASES, COLUMNS, alias.toString(), AliasRows::row)
                .stream()
                .filter(row -> AliasAddress.parse(row.alias().address())
                        .filter(alias::equals)
                        .isPresent())
                .distinct()
                .sorted(Comparator.comparing(row -> row.alias().address()))
                .toList();
    }

    private static Stored row(ResultSet row) throws SQLException {
        boolean number = row.getBoolean(5);
        boolean endKnown = row.wasNull() || number;
        Optional<Instant> expiresAt = number ? Optional.of(EpochTime.of(row.getLong(4))) : Optional.empty();
        Alias alias = new Alias(row.getString(1), row.getString(2), List.of(), row.getBoolean(3), Map.of(), expiresAt);
        return new Stored(alias, endKnown);
    }
}
