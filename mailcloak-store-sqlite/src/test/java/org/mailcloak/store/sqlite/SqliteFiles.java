package org.mailcloak.store.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Database files for tests, and another program's view of them: a plain connection of its own. */
final class SqliteFiles {

    private SqliteFiles() {}

    /** A fresh database of ours. */
    static Path fresh(Path directory) {
        Path file = directory.resolve("state.db");
        SqliteMailStore.initialise(file);
        return file;
    }

    /** A copy of the older program's database. Password of app1: {@code app-secret}. */
    static Path legacy(Path directory) throws IOException {
        Path file = directory.resolve("legacy.db");
        try (InputStream in = SqliteFiles.class.getResourceAsStream("/legacy-state.db")) {
            Files.copy(Objects.requireNonNull(in), file);
        }
        return file;
    }

    static void execute(Path file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Each row as its columns' text, joined by {@code |}. */
    static List<String> rows(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> result = new ArrayList<>();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(i > 1 ? "|" : "").append(rows.getString(i));
                }
                result.add(row.toString());
            }
            return result;
        }
    }
}
