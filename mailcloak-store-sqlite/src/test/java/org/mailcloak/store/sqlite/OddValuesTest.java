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
import org.mailcloak.address.MailDomain;
import org.mailcloak.store.Alias;
import org.mailcloak.store.Certificate;
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
                "char(9)",
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

    @ParameterizedTest
    @ValueSource(strings = {"'2030-01-01T00:00:00Z'", "x'3430'", "'never'"})
    void aliasAloneShouldFailWhenItsEndIsNoNumber(String end) throws Exception {
        execute(file, "INSERT INTO alias_expiry VALUES ('odd@d1.test', " + end + ")");

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThatThrownBy(() -> store.findAlias(address("odd@d1.test")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Alias odd@d1.test has an end that is no number");
            assertThat(store.findAlias(address("good@d1.test"))).isPresent();
            assertThat(store.aliases().list(Optional.empty()))
                    .extracting(Alias::address)
                    .containsExactly("good@d1.test");

            store.aliases().add(address("odd@d1.test"), "bob");
            assertThat(store.findAlias(address("odd@d1.test"))).isPresent();
        }
    }

    @Test
    void aliasShouldBeDisabledWhenItIsAndItsEndIsNoNumber() throws Exception {
        execute(
                file,
                "INSERT INTO alias_expiry VALUES ('odd@d1.test', 'never')",
                "UPDATE aliases SET enabled = 0 WHERE alias_email = 'odd@d1.test'");

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThat(store.findAlias(address("odd@d1.test")))
                    .map(Alias::enabled)
                    .contains(false);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "('odd@d1.test', 'bob', 'local:' || char(9) || 'x')",
                "('odd@d1.test', 'bob', CAST(x'6c6f63616c3aff' AS TEXT))",
                "('odd@d1.test', 'bob', 'local:1'), ('odd@d1.test', x'626f62', 'local:2')"
            })
    void aliasAloneShouldFailWhenItsBindingIsUnreadable(String rows) throws Exception {
        execute(file, "INSERT INTO alias_accounts(alias_email, target, account_id) VALUES " + rows);

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThatThrownBy(() -> store.findAlias(address("odd@d1.test"))).isInstanceOf(StoreException.class);
            assertThat(store.findAlias(address("good@d1.test"))).isPresent();
            assertThat(store.aliases().list(Optional.empty())).hasSize(2);
        }
    }

    @Test
    void certificateAloneShouldFailWhenItsLoginIsUnreadable() throws Exception {
        String odd = "AA:".repeat(31) + "AA";
        String good = "BB:".repeat(31) + "BB";
        execute(
                file,
                "INSERT INTO certificates(fingerprint, login) VALUES ('" + odd + "', char(9)), ('" + good
                        + "', 'bob')");

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThatThrownBy(() -> store.findCertificate(odd))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Certificate " + odd);
            assertThat(store.findCertificate(good)).isPresent();
            assertThat(store.certificates().list())
                    .extracting(Certificate::login)
                    .containsExactly("bob");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'no domain'", "CAST(x'64ff2e74657374' AS TEXT)", "char(9)"})
    void domainAloneShouldFailWhenItStandsForWhatIsNone(String target) throws Exception {
        execute(
                file,
                "INSERT INTO domains(domain_name) VALUES ('d2.test')",
                "INSERT INTO domain_aliases(domain_name, target_domain) VALUES ('d2.test', " + target + ")");

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            assertThatThrownBy(() ->
                            store.isLocalDomain(MailDomain.parse("d2.test").orElseThrow()))
                    .isInstanceOf(StoreException.class);
            assertThat(store.isLocalDomain(MailDomain.parse("d1.test").orElseThrow()))
                    .isTrue();
        }
    }

    @Test
    void hostForUnknownAddressesAloneShouldFailWhenItIsUnreadable() throws Exception {
        execute(file, "INSERT INTO unknown_hosts(domain_name, next_hop) VALUES ('d1.test', 'a' || char(10) || 'b')");

        try (SqliteMailStore store = SqliteMailStore.open(file)) {
            MailDomain domain = MailDomain.parse("d1.test").orElseThrow();
            assertThatThrownBy(() -> store.findUnknownHost(domain)).isInstanceOf(StoreException.class);
            assertThat(store.isLocalDomain(domain)).isTrue();
        }
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }
}
