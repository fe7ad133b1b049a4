package org.mailcloak.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mailcloak.store.StoreException;

/** Recognises the schema of an open database and brings it up to date. */
final class Schema {

    /** The older program's tables with the columns that it, Dovecot and Postfix read. */
    private static final Map<String, String> BASE_TABLES = new TreeMap<>(Map.of(
            "domains", "domain_name, enabled, updated_at",
            "aliases", "alias_email, target_user, alias_domain_name, enabled, updated_at",
            "apps", "app_id, secret_hash, enabled, updated_at",
            "app_from", "app_id, from_addr, enabled, updated_at"));

    private static final String MIGRATIONS_TABLE = """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                version    INTEGER PRIMARY KEY,
                name       TEXT NOT NULL,
                checksum   TEXT NOT NULL,
                applied_at INTEGER NOT NULL DEFAULT (strftime('%s','now'))
            )""";

    private record Applied(int version, String name, String checksum) {}

    private final Path file;
    private final Connection connection;

    /** @param file for messages */
    Schema(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Reads only.
     *
     * @throws StoreException if the database is damaged, newer than this program or not one of ours
     */
    SchemaState inspect() throws SQLException {
        checkIntegrity();
        List<String> tables = Sql.query(
                connection,
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
                row -> row.getString(1));
        if (tables.isEmpty()) {
            return SchemaState.EMPTY;
        }
        boolean migrated = tables.contains("schema_migrations");
        int version = migrated ? checkedVersion() : 0;
        checkBaseTables(tables);
        if (!migrated) {
            return SchemaState.LEGACY;
        }
        return version < Migration.latestVersion() ? SchemaState.OUTDATED : SchemaState.CURRENT;
    }

    /** Applies what is missing, all of it or nothing. Another process may have done so meanwhile. */
    void migrate() throws SQLException {
        Sql.update(connection, "BEGIN IMMEDIATE");
        boolean committed = false;
        try {
            if (inspect() != SchemaState.CURRENT) {
                applyMissing();
            }
            Sql.update(connection, "COMMIT");
            committed = true;
        } finally {
            if (!committed) {
                Sql.update(connection, "ROLLBACK");
            }
        }
    }

    private void applyMissing() throws SQLException {
        Sql.script(connection, MIGRATIONS_TABLE);
        int version = checkedVersion();
        for (Migration migration : Migration.ALL) {
            if (migration.version() > version) {
                Sql.script(connection, migration.sql());
                Sql.update(
                        connection,
                        "INSERT INTO schema_migrations(version, name, checksum) VALUES (?, ?, ?)",
                        migration.version(),
                        migration.name(),
                        migration.checksum());
            }
        }
    }

    private void checkIntegrity() throws SQLException {
        List<String> findings = Sql.query(connection, "PRAGMA quick_check(1)", row -> row.getString(1));
        if (!findings.equals(List.of("ok"))) {
            throw new StoreException("Database " + file + " is damaged: restore it from a backup (SQLite says: "
                    + String.join("; ", findings).replaceAll("\\s+", " ") + ")");
        }
    }

    /**
     * Reads one number: for a database that was looked at before and may have been migrated by another program since.
     *
     * @throws StoreException if the database is newer than this program
     */
    void checkVersion() throws SQLException {
        checkNotNewer(Sql.query(connection, "SELECT max(version) FROM schema_migrations", row -> row.getInt(1))
                .get(0));
    }

    private void checkNotNewer(int version) {
        if (version > Migration.latestVersion()) {
            throw new StoreException("Database " + file + " has schema version " + version
                    + ", this program knows versions up to " + Migration.latestVersion()
                    + ": use the newer Mailcloak that wrote it, or restore a backup");
        }
    }

    /** @return the version of the last step applied, 0 if none was */
    private int checkedVersion() throws SQLException {
        List<Applied> applied = Sql.query(
                connection,
                "SELECT version, name, checksum FROM schema_migrations ORDER BY version",
                row -> new Applied(row.getInt(1), row.getString(2), row.getString(3)));
        int last = applied.isEmpty() ? 0 : applied.get(applied.size() - 1).version();
        checkNotNewer(last);
        for (int i = 0; i < applied.size(); i++) {
            Migration known = Migration.ALL.get(i);
            if (!applied.get(i).equals(new Applied(known.version(), known.name(), known.checksum()))) {
                throw new StoreException("Database " + file + " records a schema step "
                        + applied.get(i).version() + " that differs from this program's step " + known.version() + " ("
                        + known.name() + "): it was made by another build");
            }
        }
        return last;
    }

    private void checkBaseTables(List<String> tables) throws SQLException {
        if (tables.stream().noneMatch(BASE_TABLES::containsKey)) {
            throw new StoreException("Database " + file + " belongs to another program: it has tables such as "
                    + tables.get(0) + " and none of " + String.join(", ", BASE_TABLES.keySet()));
        }
        for (Map.Entry<String, String> table : BASE_TABLES.entrySet()) {
            if (!tables.contains(table.getKey())) {
                throw new StoreException("Database " + file + " lacks the table " + table.getKey());
            }
            checkColumns(table.getKey(), List.of(table.getValue().split(", ", -1)));
        }
    }

    private void checkColumns(String table, List<String> columns) throws SQLException {
        List<String> found =
                Sql.query(connection, "SELECT name FROM pragma_table_info(?)", row -> row.getString(1), table);
        String missing =
                columns.stream().filter(column -> !found.contains(column)).collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new StoreException("Database " + file + " lacks in table " + table + " the column " + missing);
        }
    }
}
