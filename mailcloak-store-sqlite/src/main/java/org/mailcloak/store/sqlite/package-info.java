/**
 * The state database: one SQLite file with the local domains, aliases and applications, and the users of the embedded
 * {@code local} identity provider.
 *
 * <p><b>Files.</b> The database is in WAL mode, so SQLite keeps {@code <file>-wal} and {@code <file>-shm} beside it and
 * makes them anew with the owner's and mode of the file. Every program that opens the database, for reading too, must
 * be able to write those two files and to create them in the directory. The file is therefore made with mode 0660; the
 * service, Dovecot and Postfix's {@code sqlite:} maps reach it by a common group that owns the file and a directory of
 * mode 2770. The file lies on a local disk: WAL needs shared memory.
 */
@NullMarked
package org.mailcloak.store.sqlite;

import org.jspecify.annotations.NullMarked;
