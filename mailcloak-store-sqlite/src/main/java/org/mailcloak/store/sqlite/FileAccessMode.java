package org.mailcloak.store.sqlite;

/** What this process may do with the database file. */
enum FileAccessMode {
    READ_ONLY,
    READ_WRITE
}
