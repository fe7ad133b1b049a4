package org.mailcloak.store.sqlite;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Databases that several owners read from through one set of connections. A reload keeps two providers alive for some
 * seconds, and SQLite keeps the descriptor of a connection that was closed for as long as the process has another one on the
 * same file: with connections of its own, each reload would leave as many descriptors behind.
 */
final class SharedDatabases {

    private static final class Shared {

        private final Database database;
        private int owners;

        Shared(Database database) {
            this.database = database;
        }
    }

    private static final Map<Path, Shared> OPEN = new HashMap<>();

    private SharedDatabases() {}

    /** The open database of that file, or a new one; to be given back by {@link #release}. */
    static synchronized Database acquire(Path file, Supplier<Database> opening) {
        Path key = key(file);
        Shared shared = OPEN.get(key);
        if (shared == null) {
            shared = new Shared(opening.get());
            OPEN.put(key, shared);
        }
        shared.owners++;
        return shared.database;
    }

    /** Closes the database if this was its last owner. */
    static synchronized void release(Path file) {
        Shared shared = OPEN.get(key(file));
        if (shared != null && --shared.owners == 0) {
            OPEN.remove(key(file));
            shared.database.close();
        }
    }

    private static Path key(Path file) {
        return file.toAbsolutePath().normalize();
    }
}
