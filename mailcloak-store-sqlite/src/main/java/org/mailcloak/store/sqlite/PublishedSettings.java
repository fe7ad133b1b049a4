package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** The table {@code published_settings}: what the queries of other programs need to know of the configuration. */
final class PublishedSettings {

    private static final String SELECT = "SELECT value FROM published_settings WHERE name = ?";
    private static final String DELETE = "DELETE FROM published_settings WHERE name = ?";
    private static final String INSERT = "INSERT OR IGNORE INTO published_settings(name, value) VALUES (?, ?)";

    private final Database database;

    PublishedSettings(Database database) {
        this.database = database;
    }

    /** Writes only where something differs, so that a server which may only read starts all the same. */
    void replace(String name, List<String> values) {
        if (database.read(connection -> known(connection, name)).equals(Set.copyOf(values))) {
            return;
        }
        database.write(connection -> {
            Sql.update(connection, DELETE, name);
            for (String value : values) {
                Sql.update(connection, INSERT, name, value);
            }
            return values.size();
        });
    }

    private static Set<String> known(Connection connection, String name) throws SQLException {
        return Set.copyOf(Sql.query(connection, SELECT, row -> row.getString(1), name));
    }
}
