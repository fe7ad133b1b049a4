package org.mailcloak.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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
        List<Certificate> certificates = new ArrayList<>();
        SkippedRows skipped = new SkippedRows();
        for (Row row :
                database.read(connection -> Sql.query(connection, SELECT + "ORDER BY login, fingerprint", Row::of))) {
            if (StoredText.isName(row.login())) {
                certificates.add(row.certificate());
            } else {
                skipped.add(row.problem());
            }
        }
        skipped.report();
        return certificates;
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
                .read(connection -> Sql.query(connection, SELECT + "WHERE fingerprint = ?", Row::of, key(fingerprint)))
                .stream()
                .map(Row::certificate)
                .findFirst();
    }

    private boolean change(String sql, String fingerprint) {
        return database.write(connection -> Sql.update(connection, sql, key(fingerprint))) > 0;
    }

    /** What is no fingerprint matches no row. */
    private static String key(String fingerprint) {
        return Certificate.normalForm(fingerprint).orElse("");
    }

    /** With any content. */
    private record Row(String fingerprint, String login, String label, boolean enabled) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4));
        }

        /** @throws UnclearRowException if the login can be none */
        Certificate certificate() {
            if (!StoredText.isName(login)) {
                throw new UnclearRowException(problem());
            }
            return new Certificate(fingerprint, login, label, enabled);
        }

        String problem() {
            return "Certificate " + fingerprint + " has a login that cannot be read: write it anew with mailcloakctl"
                    + " certificates add";
        }
    }
}
