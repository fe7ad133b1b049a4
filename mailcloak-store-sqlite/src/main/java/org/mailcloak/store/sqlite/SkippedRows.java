package org.mailcloak.store.sqlite;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows that a pass over a table leaves out, for one warning at its end. For one thread. */
final class SkippedRows {

    private static final Logger LOG = LoggerFactory.getLogger(SkippedRows.class);

    private int count;
    private String first = "";

    /** @param reason names the row */
    void add(String reason) {
        if (count++ == 0) {
            first = reason;
        }
    }

    void report() {
        if (count > 0) {
            LOG.warn(
                    "Rows of the database were left out because they cannot be read: {}, such as this: {}",
                    count,
                    first);
        }
    }
}
