package org.mailcloak.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mailcloak.store.sqlite.SqliteFiles.execute;
import static org.mailcloak.store.sqlite.SqliteFiles.fresh;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailcloak.address.EmailAddress;
import org.mailcloak.store.StoreException;

/** Values that another program can store and nothing can be done with: they touch their own row alone. */
class OddValuesTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void makeDatabase() throws Exception {
        file = fresh(directory);
        execute(
                file,
                "INSERT INTO domains(domain_name) VALUES ('d1.test')",
                "INSERT INTO aliases(alias_email, target_user, alias_domain_name) VALUES ('good@d1.test', 'bob', 'd1.test')",
                "INSERT INTO aliases(alias_email, target_user, alias_domain_name) VALUES ('odd@d1.test', 'bob', 'd1.test')");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'bob' || char(10) || 'x'",
                "char(0)",
                "x'00ff80'",
                "x'ff'",
                "replace(hex(zeroblob(1000)), '0', 'xy')"
            })
    void aliasAloneShouldFailWhenItsTargetIsUnreadable(String target) throws Exception {
        for (String change : new String[] {
            "UPDATE aliases SET target_user = " + target + " WHERE alias_email = 'odd@d1.test'",
            "INSERT INTO alias_targets(alias_email, target) VALUES ('odd@d1.test', " + target + ")"
        }) {
            execute(file, "UPDATE aliases SET target_user = 'bob' WHERE alias_email = 'odd@d1.test'", change);

            try (SqliteMailStore store = SqliteMailStore.open(file)) {
                assertThatThrownBy(() -> store.findAlias(address("odd@d1.test")))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("Alias odd@d1.test has a target")
                        .hasMessageContaining("aliases add");
                assertThat(store.findAlias(address("good@d1.test"))).isPresent();
                assertThat(store.aliases().list(Optional.empty())).hasSize(2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "-9223372036854775808", "'text'", "x'ff'", "1.5e300"})
    void rowsShouldBeReadWhenATimeIsNone(String time) throws Exception {
        execute(
                file,
                "INSERT INTO apps(app_id, secret_hash, updated_at) VALUES ('app', '{PLAIN}x', " + time + ")",
                "INSERT INTO app_from(app_id, from_addr, updated_at) VALUES ('app', 'a@d1.test', " + time + ")",
                "INSERT INTO alias_accounts(alias_email, target, account_id, bound_at) VALUES ('good@d1.test', 'bob', 'local:1', "
                        + time + ")");

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThat(store.findApp("app").orElseThrow().maySendAs(address("a@d1.test")))
                    .isTrue();
            assertThat(store.apps().list()).hasSize(1);
            assertThat(store.bindings().list()).hasSize(1);
        }
    }

    @Test
    void aliasShouldBeFoundWhenItsEndIsBeyondAllTimes() throws Exception {
        execute(file, "INSERT INTO alias_expiry VALUES ('good@d1.test', 9223372036854775807)");

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThat(store.findAlias(address("good@d1.test"))).isPresent();
        }
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }
}
