package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.GroupExpander;
import org.mailcloak.idp.MailGroup;

/** A reader of the table {@code user_groups} and those beside it. A text that is no address is left out. */
final class LocalGroupRows {

    private static final String COLUMNS = "group_name, group_id, address, posting, send_as";

    private LocalGroupRows() {}

    /** In the order of names. */
    static List<LocalGroup> all(Connection connection) throws SQLException {
        return groups(connection, "SELECT " + COLUMNS + " FROM user_groups ORDER BY group_name");
    }

    /** @param name as {@link KeyNormalisation#login} makes it */
    static Optional<LocalGroup> byName(Connection connection, String name) throws SQLException {
        return groups(connection, "SELECT " + COLUMNS + " FROM user_groups WHERE group_name = ?", name).stream()
                .filter(group -> KeyNormalisation.login(group.name()).equals(name))
                .findFirst();
    }

    /** More than one only if another program wrote them. */
    static List<LocalGroup> byAddress(Connection connection, EmailAddress address) throws SQLException {
        return whole(
                        connection,
                        SpelledRows.candidates(connection, SpelledColumn.GROUPS, COLUMNS, address.toString(), Row::of))
                .stream()
                .filter(group -> group.address().filter(address::equals).isPresent())
                .distinct()
                .toList();
    }

    static boolean haveAddresses(Connection connection) throws SQLException {
        return !Sql.query(
                        connection, "SELECT 1 FROM user_groups WHERE address IS NOT NULL LIMIT 1", row -> row.getInt(1))
                .isEmpty();
    }

    /** The users, groups and contacts in one group itself. */
    static GroupExpander.Content content(Connection connection, String name) throws SQLException {
        return new GroupExpander.Content(
                LocalUserRows.inGroup(connection, name).stream()
                        .map(LocalUser::account)
                        .toList(),
                texts(connection, "subgroup", "user_group_subgroups", name),
                texts(connection, "address", "user_group_contacts", name).stream()
                        .flatMap(contact -> EmailAddress.parse(contact).stream())
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    static String column(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static List<LocalGroup> groups(Connection connection, String query, Object... values) throws SQLException {
        return whole(connection, Sql.query(connection, query, Row::of, values));
    }

    private static List<LocalGroup> whole(Connection connection, List<Row> rows) throws SQLException {
        List<LocalGroup> groups = new ArrayList<>();
        for (Row row : rows) {
            groups.add(row.group(connection));
        }
        return groups;
    }

    private static List<String> texts(Connection connection, String column, String table, String name)
            throws SQLException {
        return Sql.query(
                connection,
                "SELECT " + column + " FROM " + table + " WHERE group_name = ? ORDER BY " + column,
                row -> row.getString(1),
                name);
    }

    private record Row(
            String name,
            String id,
            Optional<EmailAddress> address,
            MailGroup.Posting posting,
            MailGroup.SendAs sendAs) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getString(1),
                    row.getString(2),
                    Optional.ofNullable(row.getString(3)).flatMap(EmailAddress::parse),
                    MailGroup.Posting.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                    MailGroup.SendAs.valueOf(row.getString(5).toUpperCase(Locale.ROOT)));
        }

        LocalGroup group(Connection connection) throws SQLException {
            return new LocalGroup(
                    name,
                    id,
                    address,
                    posting,
                    texts(connection, "sender", "user_group_senders", name),
                    sendAs,
                    texts(connection, "login", "user_group_members", name),
                    texts(connection, "subgroup", "user_group_subgroups", name),
                    texts(connection, "address", "user_group_contacts", name));
        }
    }
}
