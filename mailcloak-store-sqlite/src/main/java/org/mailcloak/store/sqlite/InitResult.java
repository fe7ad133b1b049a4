package org.mailcloak.store.sqlite;

/** What {@link SqliteMailStore#initialise} did. */
public enum InitResult {
    /** There was no database, or an empty file; now there is one. */
    CREATED,
    /** There was one of an older version; its tables and rows are all there, ours are beside them. */
    MIGRATED,
    /** Nothing: the database was there and up to date. */
    UP_TO_DATE
}
