package org.mailcloak.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.mailcloak.store.Certificate;
import org.mailcloak.store.Certificates;

/** The table {@code certificates}. */
final class SqliteCertificates implements Certificates {

    private static final String SELECT = "SELECT fingerprint, login, label, enabled FROM certificates ";

    private final Database database;

    SqliteCertificates(Database database) {
        this.database = database;
    }

    @Override
    public List<Certificate> list() {
        return database.read(
                connection -> Sql.query(connection, SELECT + "ORDER BY login, fingerprint", SqliteCertificates::row));
    }

    @Override
    public void add(String fingerprint, String login, String label) {
        String key = Certificates.check(fingerprint, login, label);
        String sql = "INSERT INTO certificates(fingerprint, login, label) VALUES (?, ?, ?)"
                + " ON CONFLICT(fingerprint) DO UPDATE SET login = excluded.login, label = excluded.label, enabled = 1";
        database.write(connection -> Sql.update(connection, sql, key, login, label));
    }

    @Override
    public boolean delete(String fingerprint) {
        return change("DELETE FROM certificates WHERE fingerprint = ?", fingerprint);
    }

    @Override
    public boolean setEnabled(String fingerprint, boolean enabled) {
        return change("UPDATE certificates SET enabled = " + (enabled ? 1 : 0) + " WHERE fingerprint = ?", fingerprint);
    }

    Optional<Certificate> find(String fingerprint) {
        return database
                .read(connection -> Sql.query(
                        connection, SELECT + "WHERE fingerprint = ?", SqliteCertificates::row, key(fingerprint)))
                .stream()
                .findFirst();
    }

    private boolean change(String sql, String fingerprint) {
        return database.write(connection -> Sql.update(connection, sql, key(fingerprint))) > 0;
    }

    /** What is no fingerprint matches no row. */
    private static String key(String fingerprint) {
        return Certificate.normalForm(fingerprint).orElse("");
    }

    private static Certificate row(ResultSet row) throws SQLException {
        return new Certificate(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4));
    }
}
