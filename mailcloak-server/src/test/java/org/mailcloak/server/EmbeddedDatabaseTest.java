package org.mailcloak.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.store.StoreException;
import org.mailcloak.store.sqlite.InitResult;

class EmbeddedDatabaseTest {

    @TempDir
    Path folder;

    @Test
    void databaseShouldBeMadeAtTheFirstStartAndUsedAtTheNext() {
        EmbeddedDatabase database = new EmbeddedDatabase(folder.resolve("state.db"));

        assertThat(database.preview()).isEqualTo(InitResult.CREATED);
        database.make();
        assertThat(database.preview()).isEqualTo(InitResult.UP_TO_DATE);
        database.make();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void startShouldBeRefusedWhenTheDatabaseIsGoneOrEmptyThatWasThere(boolean gone) throws Exception {
        Path file = folder.resolve("state.db");
        EmbeddedDatabase database = new EmbeddedDatabase(file);
        database.make();

        Files.delete(file);
        if (!gone) {
            Files.createFile(file);
        }

        assertThatThrownBy(database::preview).isInstanceOf(StoreException.class);
        assertThatThrownBy(database::make)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("was there before: put it back from a backup");

        Files.delete(folder.resolve("database-was-made"));
        database.make();
        assertThat(database.preview()).isEqualTo(InitResult.UP_TO_DATE);
    }
}
