package org.mailcloak.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds rows by a domain or an address, however a program spelled it. The caller compares. */
final class SpelledRows {

    /** Rows that one look-up reads. There are more only if as many users or applications share one address. */
    private static final int MOST = 1_000;

    private SpelledRows() {}

    /**
     * Returns the rows that may spell the address or domain: those that differ in ASCII letter case, and of the odd ones those
     * that {@link OddRowsByFile} knows. A row may come twice, in no order.
     *
     * @param wanted in normal form
     * @throws UnclearRowException if there are too many
     */
    static <T> List<T> candidates(
            Connection connection, SpelledColumn column, String columns, String wanted, Sql.RowReader<T> reader)
            throws SQLException {
        List<T> rows = new ArrayList<>(Sql.query(connection, column.plainQuery(columns), reader, wanted, MOST + 1));
        List<Long> odd = OddRowsByFile.find(connection, column, wanted);
        if (rows.size() + odd.size() > MOST) {
            throw new UnclearRowException(
                    "More than " + MOST + " rows of table " + column.table() + " hold or spell " + wanted);
        }
        for (Long rowid : odd) {
            rows.addAll(Sql.query(connection, column.rowQuery(columns), reader, rowid));
        }
        return rows;
    }
}
