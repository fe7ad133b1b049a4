package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailcloak.address.EmailAddress;

/** A reader of the table {@code user_groups} and those beside it. A text that is no address is left out. */
final class LocalGroupRows {

    private static final String SELECT = "SELECT " + LocalGroupRow.COLUMNS + " FROM user_groups ";

    private LocalGroupRows() {}

    /** In the order of names, without the rows that hold no group. */
    static List<LocalGroup> all(Connection connection) throws SQLException {
        List<LocalGroup> groups = new ArrayList<>();
        SkippedRows skipped = new SkippedRows();
        for (LocalGroupRow.Stored row :
                Sql.query(connection, SELECT + "ORDER BY group_name", LocalGroupRow.Stored::of)) {
            if (row.group().isPresent()) {
                groups.add(whole(connection, row.group().get()));
            } else {
                skipped.add(row.problem());
            }
        }
        skipped.report();
        return groups;
    }

    /**
     * @param name as {@link KeyNormalisation#login} makes it
     * @throws UnclearRowException if the row of that name holds no group
     */
    static Optional<LocalGroup> byName(Connection connection, String name) throws SQLException {
        for (LocalGroupRow.Stored row :
                Sql.query(connection, SELECT + "WHERE group_name = ?", LocalGroupRow.Stored::of, name)) {
            LocalGroupRow group = row.orThrow();
            if (KeyNormalisation.login(group.name()).equals(name)) {
                return Optional.of(whole(connection, group));
            }
        }
        return Optional.empty();
    }

    /**
     * Without members and all else that belongs to a group. More than one only if another program wrote them.
     *
     * @throws UnclearRowException if a row with that address holds no group
     */
    static List<LocalGroupRow> byAddress(Connection connection, EmailAddress address) throws SQLException {
        return SpelledRows.candidates(
                        connection,
                        SpelledColumn.GROUPS,
                        LocalGroupRow.COLUMNS,
                        address.toString(),
                        LocalGroupRow.Stored::of)
                .stream()
                .filter(row -> row.address().filter(address::equals).isPresent())
                .map(LocalGroupRow.Stored::orThrow)
                .distinct()
                .toList();
    }

    static boolean haveAddresses(Connection connection) throws SQLException {
        return !Sql.query(
                        connection, "SELECT 1 FROM user_groups WHERE address IS NOT NULL LIMIT 1", row -> row.getInt(1))
                .isEmpty();
    }

    static String column(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static LocalGroup whole(Connection connection, LocalGroupRow row) throws SQLException {
        return new LocalGroup(
                row.name(),
                row.id(),
                row.address(),
                row.posting(),
                texts(connection, "sender", "user_group_senders", row.name()),
                row.sendAs(),
                texts(connection, "login", "user_group_members", row.name()),
                texts(connection, "subgroup", "user_group_subgroups", row.name()),
                texts(connection, "address", "user_group_contacts", row.name()));
    }

    private static List<String> texts(Connection connection, String column, String table, String name)
            throws SQLException {
        return Sql.query(
                connection,
                "SELECT " + column + " FROM " + table + " WHERE group_name = ? ORDER BY " + column,
                row -> row.getString(1),
                name);
    }
}
