package org.mailcloak.store.sqlite;

/** What this process may do with the database file. */
enum Access {
    READ_ONLY,
    READ_WRITE
}
