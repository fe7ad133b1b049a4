package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountState;

/** Reads the tables {@code users} and {@code user_addresses}. An address that is none is left out. */
final class LocalUserRows {

    /** An entry of {@code user_addresses} as it is stored. */
    record Address(String login, String spelling) {}

    private static final String USERS =
            "SELECT login, primary_address, state, password_hash IS NOT NULL, user_id FROM users ";
    private static final String ADDRESSES = "SELECT login, address FROM user_addresses ";
    private static final String BY_LOGIN = "WHERE login = ?";
    private static final String IN_GROUP = "WHERE login IN (SELECT login FROM user_group_members WHERE group_name = ?)";
    private static final String BY_ADDRESS =
            "WHERE login IN (" + Spellings.candidates("login", "users", "primary_address") + " UNION ALL "
                    + Spellings.candidates("login", "user_addresses", "address") + ")";

    private static final int PAGE = 500;
    private static final String NEXT_PAGE =
            "WHERE login IN (SELECT login FROM users WHERE login > ? ORDER BY login LIMIT " + PAGE + ")";

    private LocalUserRows() {}

    /** In the order of logins. */
    static List<LocalUser> all(Connection connection) throws SQLException {
        return users(connection, "");
    }

    /** Hands all over in the order of logins, without holding more than some hundred at once. */
    static void each(Connection connection, Consumer<LocalUser> taker) throws SQLException {
        String last = "";
        List<LocalUser> page;
        do {
            page = users(connection, NEXT_PAGE, last);
            page.forEach(taker);
            last = page.isEmpty() ? last : page.get(page.size() - 1).login();
        } while (!page.isEmpty());
    }

    /** @param login as {@link Spellings#login} makes it */
    static Optional<LocalUser> byLogin(Connection connection, String login) throws SQLException {
        return users(connection, BY_LOGIN, login).stream()
                .filter(user -> Spellings.login(user.login()).equals(login))
                .findFirst();
    }

    /** @param name of the group, as it is stored; in the order of logins */
    static List<LocalUser> inGroup(Connection connection, String name) throws SQLException {
        return users(connection, IN_GROUP, name);
    }

    /** In the order of logins. */
    static List<LocalUser> byAddress(Connection connection, EmailAddress address) throws SQLException {
        return users(connection, BY_ADDRESS, address.toString()).stream()
                .filter(user -> user.owns(address))
                .toList();
    }

    static List<Address> addressesOf(Connection connection, String login) throws SQLException {
        return addresses(connection, BY_LOGIN, login);
    }

    static String column(AccountState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static List<LocalUser> users(Connection connection, String where, Object... values) throws SQLException {
        Map<String, List<EmailAddress>> byLogin = addresses(connection, where, values).stream()
                .collect(Collectors.groupingBy(
                        row -> Spellings.login(row.login()),
                        Collectors.flatMapping(
                                row -> EmailAddress.parse(row.spelling()).stream(), Collectors.toList())));
        return Sql.query(connection, USERS + where + " ORDER BY login", row -> user(row, byLogin), values);
    }

    private static List<Address> addresses(Connection connection, String where, Object... values) throws SQLException {
        return Sql.query(
                connection,
                ADDRESSES + where + " ORDER BY address",
                row -> new Address(row.getString(1), row.getString(2)),
                values);
    }

    private static LocalUser user(ResultSet row, Map<String, List<EmailAddress>> addresses) throws SQLException {
        String login = row.getString(1);
        return new LocalUser(
                login,
                Optional.ofNullable(row.getString(2)).flatMap(EmailAddress::parse),
                addresses.getOrDefault(Spellings.login(login), List.of()),
                AccountState.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                row.getBoolean(4),
                row.getString(5));
    }
}
