package org.mailcloak.store.sqlite;

/** What a database holds, as far as this program can use it; all else is refused where it is found out. */
enum SchemaState {
    /** No tables at all. */
    EMPTY,
    /** The older program's tables and no migrations. */
    LEGACY,
    /** Made by an earlier version of this program. */
    OUTDATED,
    CURRENT
}
