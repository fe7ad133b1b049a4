package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.address.MailDomain;

class SqliteMailStoreTest {

    @TempDir
    Path directory;

    @Test
    void storeShouldAnswerFromNewDatabaseWhenItWasFilled() {
        Path file = directory.resolve("state.db");
        assertThat(SqliteMailStore.initialise(file)).isEqualTo(InitResult.CREATED);

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            MailDomain domain = MailDomain.parse("d1.test").orElseThrow();
            EmailAddress alias = EmailAddress.parse("sales@d1.test").orElseThrow();
            store.domains().add(domain);
            store.aliases().add(alias, "alice");

            assertThat(store.isLocalDomain(domain)).isTrue();
            assertThat(store.findAlias(alias)).isEqualTo(Optional.of("alice"));
        }
    }
}
