package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;

/**
 * A reader of the tables {@code users} and {@code user_addresses}. A text that is no address is left out.
 *
 * <p>SQL joins the two, and rows are found by their numbers: a login that is no UTF-8 is not the text that was read of it.
 */
final class LocalUserRows {

    /** Addresses of all users that one look-up reads: some 200 bytes each, while several look-ups go on. */
    static final int MAX_TOGETHER = 30_000;

    /** An entry of {@code user_addresses} as it is stored. */
    record Address(String login, String spelling) {}

    private static final String SELECT = "SELECT " + LocalUserRow.COLUMNS
            + ", a.address FROM users u LEFT JOIN user_addresses a ON a.login = u.login ";
    private static final int ADDRESS = 9;
    private static final String OWNER = "(SELECT u.rowid FROM users u WHERE u.login = user_addresses.login)";

    private LocalUserRows() {}

    /** In the order of logins, without the rows that hold no user. */
    static List<LocalUser> all(Connection connection) throws SQLException {
        List<LocalUser> users = new ArrayList<>();
        SkippedRows skipped = new SkippedRows();
        read(
                connection,
                "ORDER BY u.login",
                row -> row.user().ifPresentOrElse(users::add, () -> skipped.add(row.problem())));
        skipped.report();
        return users;
    }

    /** Hands all rows over, one after the other. */
    static void each(Connection connection, Consumer<LocalUserRow> taker) throws SQLException {
        read(connection, "ORDER BY u.rowid", taker);
    }

    /**
     * @param login as {@link KeyNormalisation#login} makes it
     * @throws UnclearRowException if the row of that login holds no user; one whose login is a blob of it does not
     */
    static Optional<LocalUser> byLogin(Connection connection, String login) throws SQLException {
        return rows(connection, "WHERE u.login IN (?1, CAST(?1 AS BLOB))", login).stream()
                .map(LocalUserRow::orThrow)
                .filter(user -> KeyNormalisation.login(user.login()).equals(login))
                .findFirst();
    }

    /** Hands the rows of the users in one group over, in the order of logins. */
    static void inGroup(Connection connection, long group, Consumer<LocalUserRow> taker) throws SQLException {
        String members = "WHERE u.login IN (SELECT login FROM user_group_members WHERE group_name ="
                + " (SELECT group_name FROM user_groups WHERE rowid = ?)) ORDER BY u.login";
        read(connection, members, taker, group);
    }

    /**
     * In the order of logins.
     *
     * @throws UnclearRowException if a row that may have the address holds no user, or they are too many
     */
    static List<LocalUser> byAddress(Connection connection, EmailAddress address) throws SQLException {
        String wanted = address.toString();
        Sql.RowReader<Long> number = row -> row.getLong(1);
        Set<Long> numbers =
                new TreeSet<>(SpelledRows.candidates(connection, SpelledColumn.USERS, "rowid", wanted, number));
        numbers.addAll(SpelledRows.candidates(connection, SpelledColumn.USER_ADDRESSES, OWNER, wanted, number));
        List<LocalUser> owners = new ArrayList<>();
        int addresses = 0;
        for (long found : numbers) {
            for (LocalUserRow row : rows(connection, "WHERE u.rowid = ?", found)) {
                if (row.mayOwn(address)) {
                    addresses = added(addresses, row, "owners of " + address);
                    owners.add(row.orThrow());
                }
            }
        }
        owners.sort(Comparator.comparing(LocalUser::login));
        return owners;
    }

    static List<Address> addressesOf(Connection connection, String login) throws SQLException {
        return Sql.query(
                connection,
                "SELECT login, address FROM user_addresses WHERE login = ? ORDER BY address",
                row -> new Address(row.getString(1), row.getString(2)),
                login);
    }

    /**
     * @param users what the users are, for the message
     * @return the sum with this row's addresses
     * @throws UnclearRowException if one look-up would have to read too many
     */
    static int added(int before, LocalUserRow row, String users) {
        int sum = before + row.more().size();
        if (sum > MAX_TOGETHER) {
            throw new UnclearRowException("The " + users + " have more than " + MAX_TOGETHER + " addresses together");
        }
        return sum;
    }

    static String column(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static List<LocalUserRow> rows(Connection connection, String where, Object value) throws SQLException {
        List<LocalUserRow> rows = new ArrayList<>();
        read(connection, where, rows::add, value);
        return rows;
    }

    private static void read(Connection connection, String rest, Consumer<LocalUserRow> taker, Object... values)
            throws SQLException {
        Assembly assembly = new Assembly(taker);
        Sql.each(connection, SELECT + rest, assembly::take, values);
        assembly.finish();
    }

    /** Makes one row of those that the join gives of a user, which come one after the other. */
    private static final class Assembly {

        private final Consumer<LocalUserRow> taker;
        private LocalUserRow.@Nullable Head head;
        private final List<EmailAddress> addresses = new ArrayList<>();
        private boolean tooMany;

        Assembly(Consumer<LocalUserRow> taker) {
            this.taker = taker;
        }

        void take(ResultSet row) throws SQLException {
            if (head == null || head.number() != row.getLong(1)) {
                finish();
                head = LocalUserRow.Head.of(row);
            }
            if (addresses.size() < LocalUserRow.MAX_ADDRESSES) {
                Optional.ofNullable(row.getString(ADDRESS))
                        .flatMap(EmailAddress::parse)
                        .ifPresent(addresses::add);
            } else {
                tooMany = true;
            }
        }

        void finish() {
            if (head != null) {
                addresses.sort(Comparator.comparing(EmailAddress::toString));
                taker.accept(head.with(List.copyOf(addresses), tooMany));
            }
            head = null;
            addresses.clear();
            tooMany = false;
        }
    }
}
