package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.idp.AccountScope;
import org.mailcloak.idp.AccountState;

/** A reader of the tables {@code users} and {@code user_addresses}. A text that is no address is left out. */
final class LocalUserRows {

    /** An entry of {@code user_addresses} as it is stored. */
    record Address(String login, String spelling) {}

    private static final String USERS =
            "SELECT login, primary_address, state, password_hash IS NOT NULL, user_id, scope FROM users ";
    private static final String ADDRESSES = "SELECT login, address FROM user_addresses ";
    private static final String BY_LOGIN = "WHERE login = ?";
    private static final String IN_GROUP = "WHERE login IN (SELECT login FROM user_group_members WHERE group_name = ?)";

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

    /** @param login as {@link KeyNormalisation#login} makes it */
    static Optional<LocalUser> byLogin(Connection connection, String login) throws SQLException {
        return users(connection, BY_LOGIN, login).stream()
                .filter(user -> KeyNormalisation.login(user.login()).equals(login))
                .findFirst();
    }

    /** @param name of the group, as it is stored; in the order of logins */
    static List<LocalUser> inGroup(Connection connection, String name) throws SQLException {
        return users(connection, IN_GROUP, name);
    }

    /** In the order of logins. */
    static List<LocalUser> byAddress(Connection connection, EmailAddress address) throws SQLException {
        Set<String> logins = new TreeSet<>();
        for (SpelledColumn column : List.of(SpelledColumn.USERS, SpelledColumn.USER_ADDRESSES)) {
            logins.addAll(
                    SpelledRows.candidates(connection, column, "login", address.toString(), row -> row.getString(1)));
        }
        List<LocalUser> owners = new ArrayList<>();
        for (String login : logins) {
            owners.addAll(users(connection, BY_LOGIN, login));
        }
        return owners.stream()
                .filter(user -> user.owns(address))
                .distinct()
                .sorted(Comparator.comparing(LocalUser::login))
                .toList();
    }

    static List<Address> addressesOf(Connection connection, String login) throws SQLException {
        return addresses(connection, BY_LOGIN, login);
    }

    static String column(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static List<LocalUser> users(Connection connection, String where, Object... values) throws SQLException {
        Map<String, List<EmailAddress>> byLogin = addresses(connection, where, values).stream()
                .collect(Collectors.groupingBy(
                        row -> KeyNormalisation.login(row.login()),
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
                addresses.getOrDefault(KeyNormalisation.login(login), List.of()),
                AccountState.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                row.getBoolean(4),
                row.getString(5),
                AccountScope.valueOf(row.getString(6).toUpperCase(Locale.ROOT)));
    }
}
