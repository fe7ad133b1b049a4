package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {

    @Test
    void libraryShouldLieWhereTheDriverLooksForItWhenUnpacked(@TempDir Path folder) throws IOException {
        assertThat(NativeLibrary.unpack(folder))
                .contains(folder.toAbsolutePath().resolve(System.mapLibraryName("sqlitejdbc")))
                .get()
                .satisfies(library -> assertThat(library).isNotEmptyFile());
    }
}
