package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.store.App;
import org.mailcloak.store.Apps;
import org.mailcloak.store.StoreException;

/** The tables {@code apps} and {@code app_from}. Ids are compared exactly, as Dovecot's query does. */
final class SqliteApps implements Apps {

    private static final String SELECT = "SELECT a.app_id, a.enabled, a.updated_at, f.from_addr, f.enabled FROM apps a"
            + " LEFT JOIN app_from f ON f.app_id = a.app_id WHERE a.app_id IS NOT NULL ";
    private static final String ORDER = " ORDER BY a.app_id, f.from_addr";

    private record Row(
            String id,
            boolean enabled,
            long updatedAt,
            @Nullable String sender,
            boolean senderEnabled) {}

    /** A row of {@code app_from}. */
    private record Entry(String id, String sender, boolean enabled) {}

    private final Database database;

    SqliteApps(Database database) {
        this.database = database;
    }

    @Override
    public List<App> list() {
        return apps(database.read(connection -> Sql.query(connection, SELECT + ORDER, SqliteApps::row)));
    }

    Optional<App> find(String id) {
        return apps(database.read(
                        connection -> Sql.query(connection, SELECT + "AND a.app_id = ?" + ORDER, SqliteApps::row, id)))
                .stream()
                .findFirst();
    }

    List<String> findBySender(EmailAddress sender) {
        List<Entry> entries = database.read(connection -> SpelledRows.candidates(
                connection,
                SpelledColumn.APP_SENDERS,
                "app_id, from_addr, enabled",
                sender.toString(),
                row -> new Entry(row.getString(1), row.getString(2), row.getBoolean(3))));
        return entries.stream()
                .filter(entry -> entry.enabled() && KeyNormalisation.same(entry.sender(), sender))
                .map(Entry::id)
                .distinct()
                .filter(id -> find(id).filter(App::enabled).isPresent())
                .sorted()
                .toList();
    }

    Optional<String> secretHash(String id) {
        String query = "SELECT secret_hash FROM apps WHERE app_id = ?";
        return database.read(connection -> Sql.query(connection, query, row -> row.getString(1), id)).stream()
                .findFirst();
    }

    @Override
    public void add(String id, String secretHash) {
        if (id.isBlank() || id.chars().anyMatch(Character::isISOControl)) {
            throw new StoreException("An application needs an id without control characters");
        }
        checkHash(secretHash);
        String leftovers =
                "DELETE FROM app_from WHERE app_id = ?1 AND NOT EXISTS (SELECT 1 FROM apps WHERE app_id = ?1)";
        String put = "INSERT INTO apps(app_id, secret_hash) VALUES (?, ?)"
                + " ON CONFLICT(app_id) DO UPDATE SET secret_hash = excluded.secret_hash, enabled = 1";
        database.write(connection -> {
            Sql.update(connection, leftovers, id);
            return Sql.update(connection, put, id, secretHash);
        });
    }

    @Override
    public boolean delete(String id) {
        return change("DELETE FROM apps WHERE app_id = ?", id);
    }

    @Override
    public boolean setEnabled(String id, boolean enabled) {
        return change("UPDATE apps SET enabled = " + (enabled ? 1 : 0) + " WHERE app_id = ?", id);
    }

    @Override
    public boolean rotate(String id, String secretHash) {
        checkHash(secretHash);
        return change("UPDATE apps SET secret_hash = ? WHERE app_id = ?", secretHash, id);
    }

    @Override
    public boolean allow(String id, EmailAddress sender) {
        return database.write(connection -> {
            if (Sql.query(connection, "SELECT 1 FROM apps WHERE app_id = ?", row -> 1, id)
                    .isEmpty()) {
                return false;
            }
            String enable = "UPDATE app_from SET enabled = 1 WHERE app_id = ? AND from_addr = ?";
            if (!update(connection, id, sender, enable)) {
                Sql.update(connection, "INSERT INTO app_from(app_id, from_addr) VALUES (?, ?)", id, sender.toString());
            }
            return true;
        });
    }

    @Override
    public boolean disallow(String id, EmailAddress sender) {
        return database.write(connection ->
                update(connection, id, sender, "DELETE FROM app_from WHERE app_id = ? AND from_addr = ?"));
    }

    private boolean change(String sql, String... values) {
        return database.write(connection -> Sql.update(connection, sql, (Object[]) values)) > 0;
    }

    /** @return whether the application's list held the address in some spelling */
    private static boolean update(Connection connection, String id, EmailAddress sender, String sql)
            throws SQLException {
        List<String> spellings = Sql.query(
                        connection, "SELECT from_addr FROM app_from WHERE app_id = ?", row -> row.getString(1), id)
                .stream()
                .filter(spelling -> KeyNormalisation.same(spelling, sender))
                .toList();
        for (String spelling : spellings) {
            Sql.update(connection, sql, id, spelling);
        }
        return !spellings.isEmpty();
    }

    /** Without a scheme Dovecot takes the text for one of its own default, and may compare it as plain text. */
    static void checkHash(String hash) {
        if (!hash.startsWith("{") || hash.indexOf('}') < 2) {
            throw new StoreException("A password hash starts with its scheme, such as {ARGON2ID}");
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getString(1), row.getBoolean(2), row.getLong(3), row.getString(4), row.getBoolean(5));
    }

    private static List<App> apps(List<Row> rows) {
        Map<String, List<Row>> byId = new LinkedHashMap<>();
        for (Row row : rows) {
            if (!row.id().isBlank()) {
                byId.computeIfAbsent(row.id(), id -> new ArrayList<>()).add(row);
            }
        }
        return byId.values().stream().map(SqliteApps::app).toList();
    }

    private static App app(List<Row> rows) {
        List<App.Sender> senders = new ArrayList<>();
        for (Row row : rows) {
            if (row.sender() != null) {
                senders.add(new App.Sender(row.sender(), row.senderEnabled()));
            }
        }
        Row first = rows.get(0);
        return new App(first.id(), first.enabled(), senders, EpochTime.of(first.updatedAt()));
    }
}
