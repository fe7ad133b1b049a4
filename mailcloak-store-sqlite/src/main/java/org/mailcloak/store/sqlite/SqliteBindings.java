package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailcloak.store.Alias;
import org.mailcloak.store.AliasAddress;
import org.mailcloak.store.AliasBinding;
import org.mailcloak.store.AliasBindings;
import org.mailcloak.store.StoreException;

/** The table {@code alias_accounts}. */
final class SqliteBindings implements AliasBindings {

    private static final String IF_UNBOUND =
            "INSERT OR IGNORE INTO alias_accounts(alias_email, target, account_id) VALUES (?, ?, ?)";
    private static final String SELECT = "SELECT alias_email, target, account_id, bound_at FROM alias_accounts";

    private final Database database;

    SqliteBindings(Database database) {
        this.database = database;
    }

    @Override
    public List<AliasBinding> list() {
        return database.read(SqliteBindings::all);
    }

    @Override
    public boolean bind(AliasAddress alias, String target, String accountId) {
        AliasBindings.checkAccountId(accountId);
        return database.write(connection -> put(connection, alias, target, accountId, IF_UNBOUND));
    }

    @Override
    public boolean rebind(AliasAddress alias, String target, String accountId) {
        AliasBindings.checkAccountId(accountId);
        String sql = "INSERT INTO alias_accounts(alias_email, target, account_id) VALUES (?, ?, ?)"
                + " ON CONFLICT(alias_email, target) DO UPDATE SET account_id = excluded.account_id,"
                + " bound_at = excluded.bound_at";
        return database.write(connection -> put(connection, alias, target, accountId, sql));
    }

    @Override
    public int bindAll(List<AliasBinding> wanted) {
        SkippedRows skipped = new SkippedRows();
        List<AliasBinding> possible =
                wanted.stream().filter(row -> isPossible(row, skipped)).toList();
        skipped.report();
        return database.write(connection -> {
            int bound = 0;
            for (AliasBinding row : possible) {
                Optional<AliasAddress> alias = AliasAddress.parse(row.alias());
                boolean now =
                        alias.isPresent() && put(connection, alias.get(), row.target(), row.accountId(), IF_UNBOUND);
                bound += now ? 1 : 0;
            }
            return bound;
        });
    }

    /** The account of one must not keep all others from being bound. */
    private static boolean isPossible(AliasBinding row, SkippedRows skipped) {
        try {
            AliasBindings.checkAccountId(row.accountId());
            return true;
        } catch (StoreException e) {
            skipped.add("binding of alias " + row.alias() + ": " + e.getMessage());
            return false;
        }
    }

    /** All, by the alias's address as it is stored. */
    static Map<String, List<AliasBinding>> byAlias(Connection connection) throws SQLException {
        return all(connection).stream().collect(Collectors.groupingBy(AliasBinding::alias));
    }

    static List<AliasBinding> of(Connection connection, String alias) throws SQLException {
        return Sql.query(connection, SELECT + " WHERE alias_email = ?", SqliteBindings::row, alias);
    }

    private static List<AliasBinding> all(Connection connection) throws SQLException {
        return Sql.query(connection, SELECT + " ORDER BY alias_email, target", SqliteBindings::row);
    }

    /** @return whether a row was written, for one spelling of the alias at least */
    private static boolean put(Connection connection, AliasAddress alias, String target, String accountId, String sql)
            throws SQLException {
        boolean written = false;
        for (Alias row : AliasRows.spellings(connection, alias)) {
            if (row.login().equals(target)
                    || AliasTargetRows.of(connection, row.address()).contains(target)) {
                written |= Sql.update(connection, sql, row.address(), target, accountId) > 0;
            }
        }
        return written;
    }

    private static AliasBinding row(ResultSet row) throws SQLException {
        return new AliasBinding(row.getString(1), row.getString(2), row.getString(3), EpochTime.of(row.getLong(4)));
    }
}
