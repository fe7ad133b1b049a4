package org.mailcloak.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mailcloak.config.EmbeddedConfiguration;
import org.mailcloak.store.StoreException;
import org.mailcloak.store.sqlite.InitResult;
import org.mailcloak.store.sqlite.SqliteMailStore;

/**
 * The database of the embedded default, which a first start makes. A start that finds none where one was would answer for no
 * domain at all, and mail that should wait would be refused for good; so the first start leaves a file beside it.
 */
final class EmbeddedDatabase {

    private final Path database;
    private final Path mark;

    EmbeddedDatabase(Path database) {
        this.database = database;
        this.mark = EmbeddedConfiguration.mark(database);
    }

    /**
     * What {@link #make} would do.
     *
     * @throws StoreException if the database is gone or empty and was made before, and as {@link SqliteMailStore#preview}
     */
    InitResult preview() {
        InitResult found = SqliteMailStore.preview(database);
        if (found == InitResult.CREATED && Files.exists(mark)) {
            throw new StoreException("Database " + database + " is missing or empty, and was there before: put it back"
                    + " from a backup, or begin anew with: rm " + mark);
        }
        return found;
    }

    /** @throws StoreException as {@link #preview}, and if the database or the mark cannot be made */
    void make() {
        preview();
        SqliteMailStore.initialise(database);
        try {
            if (Files.notExists(mark)) {
                Files.createFile(mark);
            }
        } catch (IOException e) {
            throw new StoreException("File " + mark + " cannot be made: " + e, e);
        }
    }
}
