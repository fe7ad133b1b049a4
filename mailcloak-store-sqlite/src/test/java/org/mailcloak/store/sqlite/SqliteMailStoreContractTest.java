package org.mailcloak.store.sqlite;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.store.EditableMailStore;
import org.mailcloak.testkit.EditableMailStoreContract;

class SqliteMailStoreContractTest implements EditableMailStoreContract {

    @TempDir
    Path directory;

    @Override
    public EditableMailStore emptyStore() {
        return SqliteMailStore.open(SqliteFiles.fresh(directory));
    }
}
